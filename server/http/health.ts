import { workerHeartbeat } from '#drizzle/schema/kit.ts'
import { env } from '#server/env.ts'
import { webRuntime } from '#server/runtime.ts'

const WORKERS = ['inference', 'monitor', 'control'] as const
const FRESH_MS = 10_000

export interface Health {
  status: 'ready' | 'not-ready'
  reasons: string[]
}

async function inferenceReady(): Promise<boolean> {
  const url = `http://${env().HOST}:${env().INFERENCE_PORT}/v2/health/ready`
  return fetch(url, { signal: AbortSignal.timeout(1500) }).then(
    (response) => response.ok,
    () => false,
  )
}

/** Ready only when web, database, inference and every worker are; else each reason in a sentence. */
export async function readHealth(): Promise<Health> {
  const reasons: string[] = []
  try {
    const { db } = await webRuntime()
    const rows = await db.select().from(workerHeartbeat)
    const fresh = Date.now() - FRESH_MS
    for (const name of WORKERS) {
      const beat = rows.find((row) => row.name === name)
      if (!beat || beat.beatAt.getTime() < fresh) reasons.push(`The ${name} worker gives no sign of life.`)
    }
  } catch {
    reasons.push('The database does not answer.')
  }
  if (!(await inferenceReady())) reasons.push('The inference endpoint does not answer.')
  return { status: reasons.length === 0 ? 'ready' : 'not-ready', reasons }
}
