import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { migrateDatabase } from '#server/db/migrate.ts'
import { DATABASE, freePort, OWNER_ROLE, startEmbeddedPostgres } from '#workers/runtime/embedded-postgres.ts'

/** Where the server of this run is; its database is migrated and serves as the template of every test's own. */
export interface TestServer {
  port: number
  ownerPassword: string
  appPassword: string
  sequencerPassword: string
}

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServer
  }
}

const secret = (): string => randomBytes(16).toString('hex')

/** Starts a PostgreSQL without fsync in a temporary folder, migrates its template database, and takes both away afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const home = mkdtempSync(join(tmpdir(), 'countersign-test-'))
  const server: TestServer = { port: await freePort(), ownerPassword: secret(), appPassword: secret(), sequencerPassword: secret() }
  const postgres = await startEmbeddedPostgres({ home, port: server.port, superuserPassword: secret(), ownerPassword: server.ownerPassword, durable: false })
  const ownerUrl = `postgres://${OWNER_ROLE}:${server.ownerPassword}@127.0.0.1:${server.port}/${DATABASE}`
  await migrateDatabase({ ownerUrl, appPassword: server.appPassword, sequencerPassword: server.sequencerPassword })
  project.provide('testServer', server)
  return async () => {
    await postgres.stop()
    rmSync(home, { recursive: true, force: true })
  }
}
