import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createTRPCClient, httpBatchLink } from '@trpc/client'
import superjson from 'superjson'
import type { AppRouter } from '#server/trpc/root.ts'
import { baseUrl, homeOf } from './where.ts'

const ROOT = join(import.meta.dirname, '..')

export const dataFile = (...path: string[]): string => join(ROOT, 'data', ...path)

/** Makes a key by the command line, as whoever runs the instance would. */
export function makeKey(email: string): string {
  const env = { ...process.env, COUNTERSIGN_HOME: homeOf() }
  const out = execFileSync(process.execPath, [join(ROOT, 'scripts', 'cli.mjs'), 'key', 'create', '--user', email, '--json'], { encoding: 'utf8', env })
  return JSON.parse(out).key
}

const keys = new Map<string, string>()

/** A key of one of the demo's people, made once. */
export function keyOf(email: string): string {
  const held = keys.get(email) ?? makeKey(email)
  keys.set(email, held)
  return held
}

export type Api = ReturnType<typeof apiOf>

/** The operations, typed, for whoever holds the key. */
export const apiOf = (key: string) =>
  createTRPCClient<AppRouter>({
    links: [httpBatchLink({ url: `${baseUrl()}/api/trpc`, transformer: superjson, headers: { authorization: `Bearer ${key}` } })],
  })

/** Sends bytes to a path below /api/v1. */
export async function putBytes(key: string, path: string, file: string): Promise<void> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/octet-stream' }
  const answer = await fetch(`${baseUrl()}/api/v1${path}`, { method: 'PUT', headers, body: readFileSync(file) })
  if (!answer.ok) throw new Error(`PUT ${path}: ${answer.status} ${await answer.text()}`)
}

/** Asks until the answer is as wanted. */
export async function until<T>(what: string, ask: () => Promise<T>, wanted: (answer: T) => boolean, seconds = 90): Promise<T> {
  for (const end = Date.now() + seconds * 1000; ; await sleep(300)) {
    const answer = await ask()
    if (wanted(answer)) return answer
    if (Date.now() > end) throw new Error(`${what} not within ${seconds} s: ${JSON.stringify(answer).slice(0, 500)}`)
  }
}
