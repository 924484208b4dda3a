import { session } from '#drizzle/schema/identity.ts'
import type { Db } from '#server/db/client.ts'
import { newId, recordAuditEvent, refuse } from '#server/domain/kit/index.ts'
import { SESSION_ABSOLUTE_MS } from './authenticate.ts'
import { actorOf, principalByEmail } from './internal.ts'
import { passwordMatches } from './password.ts'
import { countFailure, forgetFailures, lockedUntil } from './throttle.ts'

export interface Credentials {
  email: string
  password: string
  address: string | null
  userAgent: string | null
}

/** Opens a session for the right password. Wrong ones are throttled by e-mail and by network address, and never told apart. */
export async function signIn(db: Db, credentials: Credentials, now = new Date()): Promise<{ sessionId: string; name: string }> {
  const email = credentials.email.trim().toLowerCase().slice(0, 254)
  const keys = [`email:${email}`, ...(credentials.address ? [`address:${credentials.address}`] : [])]
  const lock = await lockedUntil(db, keys, now)
  if (lock) {
    const seconds = Math.ceil((lock.getTime() - now.getTime()) / 1000)
    refuse('too-many-attempts', `Too many failed sign-ins. Try again in ${seconds < 60 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`}.`)
  }
  const row = await principalByEmail(db, email)
  const usable = row?.principal.kind === 'user' && row.principal.disabledAt === null ? row : undefined
  const matches = await passwordMatches(usable?.principal.passwordHash ?? null, credentials.password.slice(0, 1024))
  if (!usable || !matches) {
    await countFailure(db, keys, now)
    refuse('unauthenticated', 'E-mail address and password do not match.')
  }
  await forgetFailures(db, keys)
  const sessionId = newId()
  await db.transaction(async (tx) => {
    await tx.insert(session).values({
      id: sessionId,
      principalId: usable.principal.id,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + SESSION_ABSOLUTE_MS),
      userAgent: credentials.userAgent?.slice(0, 500) ?? null,
      address: credentials.address,
    })
    const facts = { subject: `session:${sessionId}`, under: [`principal:${usable.principal.id}`] }
    await recordAuditEvent(tx, { at: now, actor: actorOf(usable.principal, usable.teamName), operation: 'sign-in', facts })
  })
  return { sessionId, name: usable.principal.name }
}
