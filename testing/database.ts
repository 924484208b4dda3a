import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import { openDatabase } from '#server/db/client.ts'
import { openJobSender } from '#server/domain/kit/index.ts'
import type { InferenceGateway, Runtime } from '#server/domain/kit/index.ts'
import { openBlobStore } from '#server/store/blob-store.ts'
import { DATABASE, OWNER_ROLE } from '#workers/runtime/embedded-postgres.ts'

export interface TestDatabase {
  urls: { owner: string; app: string; sequencer: string }
  /** A folder of its own for artifacts and keys. */
  home: string
  /** What operations run in, as the application's role. */
  runtime: Runtime
  close: () => Promise<void>
}

/** No inference worker runs beside a database test: who asks it is told so. */
const noInference: InferenceGateway = {
  endpointOf: (model) => `http://127.0.0.1:8080/v2/models/${encodeURIComponent(model)}`,
  explain: () => Promise.reject(new Error('no inference worker runs in this test')),
  whatIf: () => Promise.reject(new Error('no inference worker runs in this test')),
}

async function asOwner(statement: string): Promise<void> {
  const { port, ownerPassword } = inject('testServer')
  const client = new pg.Client({ host: '127.0.0.1', port, user: OWNER_ROLE, password: ownerPassword, database: 'postgres' })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}

/** A database of the test's own, copied from the migrated template, with the application's runtime over it. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const { port, ownerPassword, appPassword, sequencerPassword } = inject('testServer')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await asOwner(`CREATE DATABASE ${name} TEMPLATE ${DATABASE} STRATEGY FILE_COPY`)
  const url = (role: string, password: string) => `postgres://${role}:${password}@127.0.0.1:${port}/${name}`
  const urls = { owner: url(OWNER_ROLE, ownerPassword), app: url('countersign_app', appPassword), sequencer: url('countersign_sequencer', sequencerPassword) }
  const home = mkdtempSync(join(tmpdir(), 'countersign-test-home-'))
  const runtime: Runtime = {
    db: openDatabase(urls.app, { max: 10, applicationName: 'countersign-test' }),
    store: openBlobStore(join(home, 'store')),
    jobs: openJobSender(urls.app),
    inference: noInference,
  }
  return {
    urls,
    home,
    runtime,
    async close() {
      await runtime.jobs.close()
      await runtime.db.$client.end()
      await asOwner(`DROP DATABASE ${name} WITH (FORCE)`)
      rmSync(home, { recursive: true, force: true })
    },
  }
}
