import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, mkdirSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { workerHeartbeat } from '#drizzle/schema/kit.ts'
import { logKeyPath } from '#server/domain/ledger/index.ts'
import type { Connection } from './connect.ts'

interface Check {
  name: string
  ok: boolean
  detail: string
  fix?: string
}

const GIGABYTE = 1024 ** 3

async function attempt(name: string, fix: string, look: () => Promise<string> | string): Promise<Check> {
  try {
    return { name, ok: true, detail: await look() }
  } catch (error) {
    return { name, ok: false, detail: error instanceof Error ? error.message : String(error), fix }
  }
}

function onnxRuntime(): string {
  const code =
    "const { createRequire } = await import('node:module'); const ort = createRequire(process.argv[1])('onnxruntime-node'); console.log(Object.keys(ort).length > 0 ? 'loads' : 'is empty')"
  const done = spawnSync(process.execPath, ['--input-type=module', '-e', code, import.meta.filename], { encoding: 'utf8', timeout: 20_000 })
  if (done.status !== 0) throw new Error(`ONNX Runtime does not load: ${done.stderr.trim().split('\n').at(-1) ?? ''}`)
  return `ONNX Runtime ${done.stdout.trim()}.`
}

function disk(home: string): string {
  const { bavail, bsize } = statfsSync(home)
  const free = (bavail * bsize) / GIGABYTE
  if (free < 0.5) throw new Error(`Only ${free.toFixed(2)} GB are free.`)
  return `${free.toFixed(1)} GB are free.`
}

function storeIsWritable(home: string): string {
  const store = join(home, 'store')
  mkdirSync(store, { recursive: true })
  accessSync(store, constants.W_OK)
  return `${store} is writable.`
}

/** Everything that must hold for this installation to work, each with what to do when it does not. */
export async function doctor({ settings, runtime, running }: Connection) {
  const home = settings.COUNTERSIGN_HOME
  const checks = [
    await attempt('node', 'Install Node 24.', () => `Node ${process.versions.node}.`),
    await attempt('database', 'Start the instance, or check DATABASE_URL.', async () => {
      const { rows } = await runtime.db.execute<{ version: string }>(sql`select current_setting('server_version') as version`)
      return `PostgreSQL ${rows[0]?.version} answers.`
    }),
    await attempt('migrations', 'Start the instance once: it migrates.', async () => {
      const { rows } = await runtime.db.execute<{ n: number }>(sql`select count(*)::int as n from drizzle.__drizzle_migrations`)
      return `${rows[0]?.n} migrations are applied.`
    }),
    await attempt('workers', 'Start the instance with npm start.', async () => {
      if (!running) return 'The instance is not running.'
      const rows = await runtime.db.select().from(workerHeartbeat)
      const stale = rows.filter((row) => Date.now() - row.beatAt.getTime() > 10_000)
      if (stale.length > 0) throw new Error(`No sign of life from ${stale.map((row) => row.name).join(', ')}.`)
      return `${rows.map((row) => row.name).join(', ')} give signs of life.`
    }),
    await attempt('onnxruntime', 'Run npm ci again.', onnxRuntime),
    await attempt('disk', 'Free space, or set COUNTERSIGN_HOME to a larger disk.', () => disk(home)),
    await attempt('store', 'Make the folder writable for this account.', () => storeIsWritable(home)),
    await attempt('ledger-key', 'Start the instance once: it makes the key.', () => {
      if (!existsSync(logKeyPath(home))) throw new Error('There is no key that signs the ledger.')
      return 'The key of the ledger is there.'
    }),
  ]
  const ok = checks.every((check) => check.ok)
  const text = checks.map((check) => `${check.ok ? 'ok  ' : 'FAIL'} ${check.name}: ${check.detail}${check.fix ? ` ${check.fix}` : ''}`).join('\n')
  return { ok, json: { ok, checks }, text }
}
