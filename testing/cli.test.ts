import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { eq } from 'drizzle-orm'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { apiKey } from '#drizzle/schema/identity.ts'
import { runOperation } from '#server/domain/kit/index.ts'
import { loadLogSigner, sequenceOnce } from '#server/domain/ledger/index.ts'
import { registryOperations } from '#server/domain/registry/index.ts'
import { openDatabase } from '#server/db/client.ts'
import { freePort } from '#workers/runtime/embedded-postgres.ts'
import { openTestDatabase } from './database.ts'
import type { TestDatabase } from './database.ts'
import { makePerson } from './people.ts'

const LONG = 180_000

interface Said {
  code: number | null
  stdout: string
  stderr: string
}

/** Runs the admin command line as `npm run --silent countersign --` does. */
function countersign(env: Record<string, string>, ...args: string[]): Promise<Said> {
  const child = spawn(process.execPath, [resolve('scripts/cli.mjs'), ...args], { env: { ...process.env, COUNTERSIGN_DEMO: '0', ...env }, timeout: 120_000 })
  const said: Said = { code: null, stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text))
  return new Promise((done) => child.once('close', (code) => done({ ...said, code })))
}

describe('on a database of one’s own', () => {
  let database: TestDatabase
  let env: Record<string, string>
  const asOwner = async (...statements: string[]) => {
    const client = new pg.Client({ connectionString: database.urls.owner })
    await client.connect()
    for (const statement of statements) await client.query(statement)
    await client.end()
  }
  beforeAll(async () => {
    database = await openTestDatabase()
    const { owner, app, sequencer } = database.urls
    env = { COUNTERSIGN_HOME: database.home, DATABASE_URL: owner, DATABASE_APP_URL: app, DATABASE_SEQUENCER_URL: sequencer }
    const engineer = await makePerson(database.runtime, 'ml-engineer', 'lending')
    for (const name of ['one', 'two', 'three']) {
      await runOperation(
        database.runtime,
        registryOperations.createModel,
        { actor: engineer },
        { name, team: 'lending', description: 'x', purpose: 'marketing', exposure: 'internal' },
      )
    }
    const sequencing = openDatabase(sequencer, { max: 1 })
    await sequenceOnce(sequencing, await loadLogSigner(database.home))
    await sequencing.$client.end()
  })
  afterAll(() => database.close())

  it('doctor names each thing it looked at', async () => {
    const { code, stdout, stderr } = await countersign(env, 'doctor', '--json')
    expect(stderr).toBe('')
    const { ok, checks } = JSON.parse(stdout) as { ok: boolean; checks: { name: string; ok: boolean; detail: string }[] }
    expect(checks.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['node', 'database', 'migrations', 'workers', 'onnxruntime', 'disk', 'store', 'ledger-key']),
    )
    expect(checks.filter((check) => !check.ok)).toEqual([])
    expect(checks.every(({ detail }) => detail.length > 0)).toBe(true)
    expect({ ok, code }).toEqual({ ok: true, code: 0 })
  })

  it('doctor fails with what to do about it', async () => {
    const home = mkdtempSync(join(tmpdir(), 'countersign-cli-'))
    const { code, stdout } = await countersign({ ...env, COUNTERSIGN_HOME: home }, 'doctor', '--json')
    const { ok, checks } = JSON.parse(stdout) as { ok: boolean; checks: { name: string; ok: boolean; fix?: string }[] }
    expect(checks.filter((check) => !check.ok)).toMatchObject([{ name: 'ledger-key', fix: expect.stringMatching(/\w/) as string }])
    expect({ ok, code }).toEqual({ ok: false, code: 1 })
    rmSync(home, { recursive: true, force: true })
  })

  it('ledger verify tells the root of the signed checkpoint, and every change to what was hashed', async () => {
    const whole = await countersign(env, 'ledger', 'verify', '--json')
    const verified = JSON.parse(whole.stdout) as { ok: boolean; entries: number; rootHash: string; checkpoint: string; problems: string[] }
    expect(verified).toMatchObject({ ok: true, problems: [] })
    expect(whole.code).toBe(0)
    expect(verified.checkpoint.split('\n').slice(1, 3)).toEqual([String(verified.entries), verified.rootHash])

    await asOwner(
      'alter table audit_event disable trigger user',
      `update audit_event set leaf = convert_to(replace(convert_from(leaf, 'UTF8'), 'create-model', 'delete-model'), 'UTF8') where id in (select event_id from ledger_entry where leaf_index = 2)`,
      `update audit_event set operation = 'nothing-of-note' where id in (select event_id from ledger_entry where leaf_index = 3)`,
      'alter table audit_event enable trigger user',
    )
    const changed = await countersign(env, 'ledger', 'verify', '--json')
    const found = JSON.parse(changed.stdout) as { ok: boolean; problems: string[] }
    expect({ ok: found.ok, code: changed.code }).toEqual({ ok: false, code: 1 })
    expect(found.problems.some((problem) => /^Entry 2 .*bytes were changed/.test(problem))).toBe(true)
    expect(found.problems.some((problem) => /^Entry 3 .*shown columns differ/.test(problem))).toBe(true)
  })

  it('refuses what it does not know in words, and exits 1', async () => {
    const unknown = await countersign(env, 'ledger', 'burn')
    expect(unknown).toMatchObject({ code: 1, stdout: '' })
    expect(unknown.stderr).toMatch(/^There is no command "ledger burn"\.\nUsage:/)
    const wrong = await countersign(env, 'user', 'create', '--email', 'nobody', '--name', 'N', '--role', 'king')
    expect(wrong.code).toBe(1)
    expect(wrong.stderr).toContain('--email:')
    expect(wrong.stderr).toContain('--role:')
  })

  it(
    'makes keys that end when they were told to, and gives no service another role than it has',
    async () => {
      const create = (...args: string[]) => countersign(env, 'key', 'create', ...args, '--json')
      const made = await create('--service', 'nightly', '--role', 'viewer', '--ttl', '2h')
      const { key } = JSON.parse(made.stdout) as { key: string }
      const held = await database.runtime.db
        .select()
        .from(apiKey)
        .where(eq(apiKey.prefix, key.slice(0, 9)))
      const hours = ((held[0]?.expiresAt?.getTime() ?? 0) - Date.now()) / 3_600_000
      expect(hours).toBeGreaterThan(1.9)
      expect(hours).toBeLessThan(2.1)
      const refused = await Promise.all([
        create('--service', 'nightly', '--role', 'admin'),
        create('--service', 'nightly', '--team', 'elsewhere'),
        create('--service', 'nightly', '--ttl', '0d'),
        create('--user', 'ada@example.test', '--service', 'nightly'),
      ])
      expect(refused.map((said) => [said.code, said.stdout])).toEqual(refused.map(() => [1, '']))
      expect(refused.map((said) => said.stderr.split(':')[0])).toEqual(['--role', '--team', '--ttl', '--service'])
    },
    LONG,
  )
})

describe('on a fresh home without a running instance', () => {
  const home = mkdtempSync(join(tmpdir(), 'countersign-cli-home-'))
  afterAll(() => rmSync(home, { recursive: true, force: true }))

  it(
    'starts the database for the command alone, and leaves nothing running',
    async () => {
      const port = await freePort()
      const env = { COUNTERSIGN_HOME: home, DATABASE_URL: '', PG_PORT: String(port) }
      const made = await countersign(
        env,
        'user',
        'create',
        '--email',
        'ada@example.test',
        '--name',
        'Ada',
        '--role',
        'ml-engineer',
        '--team',
        'lending',
        '--json',
      )
      expect(made).toMatchObject({ code: 0, stderr: '' })
      expect(JSON.parse(made.stdout)).toEqual({ email: 'ada@example.test', password: expect.stringMatching(/.{12,}/) as string })
      const again = await countersign(env, 'user', 'create', '--email', 'ada@example.test', '--name', 'Ada', '--role', 'viewer', '--team', 'lending')
      expect(again).toMatchObject({ code: 1, stdout: '' })
      const [key, other] = await Promise.all([
        countersign(env, 'key', 'create', '--user', 'ada@example.test', '--json'),
        countersign(env, 'key', 'create', '--service', 'robot', '--role', 'viewer', '--json'),
      ])
      for (const said of [key, other]) expect(JSON.parse(said.stdout)).toEqual({ key: expect.stringMatching(/.{20,}/) as string })
      await expect(new pg.Client({ host: '127.0.0.1', port, user: 'postgres' }).connect()).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    },
    LONG,
  )
})
