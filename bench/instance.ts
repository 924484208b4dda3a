import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '#server/db/client.ts'
import { migrateDatabase } from '#server/db/migrate.ts'
import { openJobSender } from '#server/domain/kit/index.ts'
import type { Runtime } from '#server/domain/kit/index.ts'
import { openBlobStore } from '#server/store/blob-store.ts'
import { DATABASE, freePort, OWNER_ROLE, startEmbeddedPostgres } from '#workers/runtime/embedded-postgres.ts'

const root = join(import.meta.dirname, '..')

export interface BenchInstance {
  runtime: Runtime
  inferencePort: number
  ownerUrl: string
  appUrl: string
  /** Starts a worker of the product, as `npm start` would. */
  startWorker(name: 'inference' | 'control', variables?: Record<string, string>): ChildProcess
  /** Ends everything and takes it away. */
  close(): Promise<void>
}

const secret = (): string => randomBytes(24).toString('hex')

/** A fresh instance in a temporary home: PostgreSQL as the product starts it, fsync included, migrated. */
export async function openInstance(connections: number): Promise<BenchInstance> {
  const home = mkdtempSync(join(tmpdir(), 'countersign-bench-'))
  const [port, inferencePort] = [await freePort(), await freePort()]
  const [ownerPassword, appPassword, sequencerPassword] = [secret(), secret(), secret()]
  const postgres = await startEmbeddedPostgres({ home, port, superuserPassword: secret(), ownerPassword })
  const url = (role: string, password: string) => `postgres://${role}:${password}@127.0.0.1:${port}/${DATABASE}`
  const urls = { owner: url(OWNER_ROLE, ownerPassword), app: url('countersign_app', appPassword), sequencer: url('countersign_sequencer', sequencerPassword) }
  await migrateDatabase({ ownerUrl: urls.owner, appPassword, sequencerPassword })
  const runtime: Runtime = {
    db: openDatabase(urls.app, { max: connections, applicationName: 'countersign-bench' }),
    store: openBlobStore(join(home, 'store')),
    jobs: openJobSender(urls.app),
    inference: {
      endpointOf: (model) => `http://127.0.0.1:${inferencePort}/v2/models/${model}`,
      explain: () => Promise.reject(new Error('not measured here')),
      whatIf: () => Promise.reject(new Error('not measured here')),
    },
  }
  const workers: ChildProcess[] = []
  return {
    runtime,
    inferencePort,
    ownerUrl: urls.owner,
    appUrl: urls.app,
    startWorker(name, variables = {}) {
      const env = {
        ...process.env,
        LOG_LEVEL: 'warn',
        HOST: '127.0.0.1',
        INFERENCE_PORT: String(inferencePort),
        COUNTERSIGN_HOME: home,
        COUNTERSIGN_OWNER_URL: urls.owner,
        COUNTERSIGN_APP_URL: urls.app,
        COUNTERSIGN_SEQUENCER_URL: urls.sequencer,
        NEXTAUTH_SECRET: secret(),
        ...variables,
      }
      const worker = fork(join(root, 'workers', name, 'main.ts'), { env, stdio: ['ignore', 2, 2, 'ipc'] })
      workers.push(worker)
      return worker
    },
    async close() {
      const ends = workers
        .filter((worker) => worker.exitCode === null && worker.signalCode === null)
        .map((worker) => {
          const gone = new Promise((ended) => worker.once('exit', ended))
          worker.kill('SIGTERM')
          return gone
        })
      await Promise.all(ends)
      await runtime.jobs.close()
      await runtime.db.$client.end()
      await postgres.stop()
      rmSync(home, { recursive: true, force: true })
    },
  }
}
