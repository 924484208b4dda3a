import type { NextAuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { actorOfSession, identityOperations, signIn } from '#server/domain/identity/index.ts'
import { Refusal, runOperation } from '#server/domain/kit/index.ts'
import { env } from '#server/env.ts'
import { webRuntime } from '#server/runtime.ts'

const header = (headers: Record<string, unknown> | undefined, name: string): string | null => {
  const value = headers?.[name]
  return typeof value === 'string' ? value : null
}

/** Signing out ends the session in Postgres too: a copied cookie is worth nothing afterwards. */
async function endSession(sid: unknown): Promise<void> {
  if (typeof sid !== 'string') return
  const runtime = await webRuntime()
  const actor = await actorOfSession(runtime.db, sid)
  if (actor) await runOperation(runtime, identityOperations.revokeSession, { actor }, { session: sid })
}

/**
 * Credentials force a JWT in next-auth 4, so the cookie holds nothing but a session id;
 * whether that session still lives is asked of Postgres with every request.
 */
export function authOptions(): NextAuthOptions {
  return {
    secret: env().NEXTAUTH_SECRET,
    session: { strategy: 'jwt', maxAge: 24 * 3600 },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [
      CredentialsProvider({
        name: 'Password',
        credentials: { email: {}, password: {} },
        async authorize(credentials, request) {
          try {
            const { db } = await webRuntime()
            const opened = await signIn(db, {
              email: credentials?.email ?? '',
              password: credentials?.password ?? '',
              address: header(request.headers, 'x-forwarded-for')?.split(',')[0]?.trim() ?? null,
              userAgent: header(request.headers, 'user-agent'),
            })
            return { id: opened.sessionId, name: opened.name }
          } catch (error) {
            // next-auth shows the message of what authorize throws as ?error= on the sign-in page.
            if (error instanceof Refusal) throw new Error(error.problem.detail, { cause: error })
            throw error
          }
        },
      }),
    ],
    events: { signOut: ({ token }) => endSession(token.sid) },
    callbacks: {
      jwt: ({ token, user }) => (user ? { sid: user.id } : { sid: token.sid }),
      session: ({ session, token }) => ({ expires: session.expires, sid: typeof token.sid === 'string' ? token.sid : null }),
    },
  }
}
