import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import pg from 'pg'
import { openDatabase } from '#server/db/client.ts'
import type { Db } from '#server/db/client.ts'
import { identityOperations, systemActor } from '#server/domain/identity/index.ts'
import { runOperation, sha256 } from '#server/domain/kit/index.ts'
import { parseCheckpoint, toBase64 } from '#server/kernel/ledger/checkpoint.ts'
import { leafHash, verifyConsistency, verifyInclusion } from '#server/kernel/ledger/merkle.ts'
import { openTestDatabase } from '#testing/database.ts'
import type { TestDatabase } from '#testing/database.ts'
import { makePeople } from '#testing/people.ts'
import { ledgerOperations, loadLogSigner, sequenceOnce, verifyLedger } from './index.ts'
import type { LogSigner } from './log-key.ts'

let database: TestDatabase
let sequencer: Db
let signer: LogSigner
let made = 0

const auditor = async () => ({ actor: (await makePeople(database.runtime, `team-${++made}`)).auditor })
const bytes = (base64: string): Uint8Array => Buffer.from(base64, 'base64')
const act = () =>
  runOperation(database.runtime, identityOperations.createService, { actor: systemActor('test') }, { name: `service-${++made}`, role: 'viewer' })
const sequenceAll = async () => {
  while ((await sequenceOnce(sequencer, signer)) > 0);
}

/** RFC 6962 §2.1, written down a second time: the tree hash of a list of leaves by its definition. */
function treeHash(leaves: Uint8Array[]): Buffer {
  const hash = (...parts: Uint8Array[]) => parts.reduce((sum, part) => sum.update(part), createHash('sha256')).digest()
  if (leaves.length === 0) return hash()
  if (leaves.length === 1) return hash(Buffer.from([0]), leaves[0])
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  return hash(Buffer.from([1]), treeHash(leaves.slice(0, split)), treeHash(leaves.slice(split)))
}

beforeAll(async () => {
  database = await openTestDatabase()
  sequencer = openDatabase(database.urls.sequencer, { max: 2 })
  signer = await loadLogSigner(database.home)
})
afterAll(async () => {
  await sequencer.$client.end()
  await database.close()
})

describe('the ledger', () => {
  it('takes in every event of a busy time once, though transactions commit out of order and sequencers compete', async () => {
    const acting = Promise.all(Array.from({ length: 60 }, act))
    const sequencing = (async () => {
      for (let i = 0; i < 30; i++) await Promise.all([sequenceOnce(sequencer, signer), sequenceOnce(sequencer, signer)])
    })()
    await Promise.all([acting, sequencing])
    await sequenceAll()
    const { rows } = await database.runtime.db.$client.query(
      'select (select count(*)::int from audit_event) as events, (select count(*)::int from ledger_entry) as entries, (select count(*)::int from ledger_pending) as waiting',
    )
    expect(rows[0]).toEqual({ events: rows[0].events, entries: rows[0].events, waiting: 0 })
    expect(await verifyLedger(database.runtime.db)).toMatchObject({ ok: true, entries: rows[0].events, problems: [] })
  })

  it('signs the root that RFC 6962 defines', async () => {
    const { rows } = await database.runtime.db.$client.query('select e.leaf from ledger_entry n join audit_event e on e.id = n.event_id order by n.leaf_index')
    const verified = await verifyLedger(database.runtime.db)
    expect(verified.rootHash).toBe(toBase64(treeHash(rows.map((row) => row.leaf))))
  })

  it('proves every event under the newest checkpoint, and earlier checkpoints under later ones', async () => {
    const call = await auditor()
    await sequenceAll()
    const { items } = await runOperation(database.runtime, ledgerOperations.listAuditEvents, call, { limit: 500 })
    expect(items.length).toBeGreaterThan(60)
    for (const event of items.slice(-5)) {
      const proof = await runOperation(database.runtime, ledgerOperations.getProof, call, { event: event.id })
      expect(Buffer.from(proof.leaf, 'base64').toString()).toContain(event.id)
      const checkpoint = parseCheckpoint(proof.checkpoint)
      const leaf = leafHash(sha256, Buffer.from(proof.leaf, 'base64'))
      expect(checkpoint?.size).toBe(proof.treeSize)
      expect(verifyInclusion(sha256, leaf, proof.leafIndex, proof.treeSize, proof.hashes.map(bytes), checkpoint?.root ?? new Uint8Array())).toBe(true)
    }
    const { items: checkpoints } = await runOperation(database.runtime, ledgerOperations.listCheckpoints, call, {})
    const [newest, earlier] = [checkpoints[0], checkpoints.at(-1)]
    expect(earlier?.size).toBeLessThan(newest.size)
    const { hashes } = await runOperation(database.runtime, ledgerOperations.getConsistency, call, { from: earlier?.size, to: newest.size })
    expect(verifyConsistency(sha256, earlier?.size ?? 0, newest.size, bytes(earlier?.rootHash ?? ''), bytes(newest.rootHash), hashes.map(bytes))).toBe(true)
  })

  it('leaves out what the product does by itself and how people come in, when asked to', async () => {
    const { admin } = await makePeople(database.runtime, `team-${++made}`)
    const call = { actor: admin }
    await act()
    await runOperation(database.runtime, identityOperations.createMyKey, call, { name: 'laptop' })
    await runOperation(database.runtime, identityOperations.createService, call, { name: `service-${++made}`, role: 'viewer' })
    await sequenceAll()
    const list = (routine: 'shown' | 'hidden') => runOperation(database.runtime, ledgerOperations.listAuditEvents, call, { limit: 500, routine })
    const { items } = await list('hidden')
    expect(items.map((event) => [event.actor.id, event.operation])).toEqual([[admin.id, 'create-service']])
    expect((await list('shown')).items.map((event) => event.operation)).toContain('create-my-key')
  })

  it('does not let the application rewrite, remove or forge entries', async () => {
    const app = database.runtime.db.$client
    await expect(app.query("update audit_event set operation = 'nothing'")).rejects.toThrow(/permission denied/)
    await expect(app.query('delete from audit_event')).rejects.toThrow(/permission denied/)
    await expect(app.query('truncate audit_event')).rejects.toThrow(/permission denied/)
    await expect(app.query("insert into ledger_entry values (999999, gen_random_uuid(), '')")).rejects.toThrow(/permission denied/)
    await expect(app.query('delete from ledger_pending')).rejects.toThrow(/permission denied/)
  })

  describe('tampered with by the owner of the database', () => {
    const tamper = async (statements: string[]) => {
      const owner = new pg.Client({ connectionString: database.urls.owner })
      await owner.connect()
      await owner.query('begin')
      for (const statement of statements) await owner.query(statement)
      await owner.query('commit')
      await owner.end()
    }
    const off = 'alter table audit_event disable trigger user'
    const on = 'alter table audit_event enable trigger user'

    it('says which entry was changed, and signs nothing more on a tree that does not hash', async () => {
      await tamper([
        off,
        `update audit_event set leaf = convert_to(replace(convert_from(leaf, 'UTF8'), 'create-service', 'create-nothing'), 'UTF8') where id = (select event_id from ledger_entry where leaf_index = 3)`,
        on,
      ])
      const bytes = await verifyLedger(database.runtime.db)
      expect(bytes.ok).toBe(false)
      expect(bytes.problems.join(' ')).toMatch(/Entry 3 .*bytes were changed/)
    })

    it('says when what pages show is not what was hashed', async () => {
      await tamper([off, `update audit_event set operation = 'approve' where id = (select event_id from ledger_entry where leaf_index = 5)`, on])
      expect((await verifyLedger(database.runtime.db)).problems.join(' ')).toMatch(/Entry 5 .*columns differ/)
    })

    it('says when an event was slipped in beside the tree', async () => {
      await tamper([
        off,
        `insert into audit_event select gen_random_uuid(), at, actor_kind, actor_id, actor_name, operation, subject, subjects, detail, leaf from audit_event limit 1`,
        on,
      ])
      expect((await verifyLedger(database.runtime.db)).problems.join(' ')).toMatch(/neither in the tree nor waiting/)
    })
  })
})
