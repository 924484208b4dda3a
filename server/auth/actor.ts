import { getServerSession } from 'next-auth'
import { getToken } from 'next-auth/jwt'
import type { Actor } from '#server/contracts/actor.ts'
import { actorOfKey, actorOfSession } from '#server/domain/identity/index.ts'
import { env } from '#server/env.ts'
import { webRuntime } from '#server/runtime.ts'
import { authOptions } from './options.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

async function actorOfSessionId(sid: unknown): Promise<Actor | null> {
  if (typeof sid !== 'string' || !UUID.test(sid)) return null
  return actorOfSession((await webRuntime()).db, sid)
}

function cookiesOf(header: string): Record<string, string> {
  return Object.fromEntries(
    header.split(';').flatMap((part) => {
      const at = part.indexOf('=')
      return at < 0 ? [] : [[part.slice(0, at).trim(), decodeURIComponent(part.slice(at + 1).trim())] as const]
    }),
  )
}

async function actorOfCookie(request: Request): Promise<Actor | null> {
  const header = request.headers.get('cookie')
  if (!header) return null
  const req = { cookies: cookiesOf(header), headers: { cookie: header } }
  const token = await getToken({ req: req as Parameters<typeof getToken>[0]['req'], secret: env().NEXTAUTH_SECRET }).catch(() => null)
  return actorOfSessionId(token?.sid)
}

/** A browser says where a request comes from; another site's page may not use this person's cookie. */
function comesFromElsewhere(request: Request): boolean {
  if (request.method === 'GET' || request.method === 'HEAD') return false
  const site = request.headers.get('sec-fetch-site')
  return site !== null && site !== 'same-origin' && site !== 'none'
}

/** Who sends this request: a key wins over a session cookie; null when neither holds. */
export async function authenticateRequest(request: Request): Promise<Actor | null> {
  const authorization = request.headers.get('authorization')
  if (authorization !== null) {
    const key = /^Bearer\s+(\S+)$/i.exec(authorization)?.[1]
    return key === undefined ? null : actorOfKey((await webRuntime()).db, key)
  }
  return comesFromElsewhere(request) ? null : actorOfCookie(request)
}

/** The signed-in person of a page being rendered, or null. */
export async function signedInActor(): Promise<Actor | null> {
  const session: { sid?: unknown } | null = await getServerSession(authOptions())
  return actorOfSessionId(session?.sid)
}
