import { runInThisContext } from 'node:vm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#server/contracts/actor.ts'
import type { Role } from '#server/contracts/roles.ts'
import { openDatabase } from '#server/db/client.ts'
import { digestOf, digestOfBytes, runOperation } from '#server/domain/kit/index.ts'
import { loadLogSigner, sequenceOnce } from '#server/domain/ledger/index.ts'
import { openTestDatabase } from '#testing/database.ts'
import type { TestDatabase } from '#testing/database.ts'
import { makePeople } from '#testing/people.ts'
import { bringEvidence, decideOn, openRequest, readyVersion } from '#testing/registry.ts'
import { unzip } from '#testing/unzip.ts'
import { governanceOperations } from '../index.ts'
import { VERIFIER_CHECKS } from './verifier-checks.ts'
import { VERIFIER_CRYPTO } from './verifier-crypto.ts'

type Files = Map<string, Uint8Array>
type Results = { title: string; faults: { file: string; sentence: string }[] }[]
const verifyPack: (files: Files) => Promise<Results> = runInThisContext(`(() => {${VERIFIER_CRYPTO}${VERIFIER_CHECKS}; return verifyPack })()`)

let database: TestDatabase
let people: Record<Role, Actor>
let sequence: () => Promise<unknown>
let requestId: string
let files: Files

const render = governanceOperations.getPack.rest?.render
const packOf = (request: string) => runOperation(database.runtime, governanceOperations.getPack, { actor: people.auditor }, { request })
const faultsOf = async (changed: Files) => (await verifyPack(changed)).flatMap(({ faults }) => faults)
const jsonOf = (path: string) => JSON.parse(Buffer.from(files.get(path) ?? []).toString())

async function filesOf(request: string): Promise<Files> {
  const archive = render?.(await packOf(request), '*/*')
  if (!(archive?.body instanceof Uint8Array)) throw new Error('no archive')
  return new Map([...unzip(Buffer.from(archive.body))].map(([path, bytes]) => [path.replace(/^[^/]+\//, ''), bytes]))
}

/** A pack in which somebody put other text into a file and made a manifest that fits again. */
function resealedText(path: string, text: string): Files {
  const bytes = Buffer.from(text)
  const manifest = jsonOf('manifest.json')
  for (const file of manifest.files) if (file.path === path) file.sha256 = digestOfBytes(bytes)
  const sealed = Buffer.from(JSON.stringify(manifest))
  const seal = Buffer.from(`${digestOfBytes(sealed).slice(7)}  manifest.json\n`)
  return new Map(files).set(path, bytes).set('manifest.json', sealed).set('manifest.sha256', seal)
}
const resealed = (path: string, change: (value: never) => unknown): Files => resealedText(path, JSON.stringify(change(jsonOf(path) as never)))
const textOf = (path: string): string => Buffer.from(files.get(path) ?? []).toString()

beforeAll(async () => {
  database = await openTestDatabase()
  people = await makePeople(database.runtime, 'lending')
  const signer = await loadLogSigner(database.home)
  const db = openDatabase(database.urls.sequencer, { max: 1 })
  sequence = () => sequenceOnce(db, signer)
  const subject = await readyVersion(database.runtime, people['ml-engineer'])
  await bringEvidence(database.runtime, people['ml-engineer'], subject)
  const request = await openRequest(database.runtime, people.admin, subject)
  requestId = request.id
  const comment = { request: request.id, body: 'Größe und „Maß“ – are they fair?', mentions: [people.admin.id] }
  await runOperation(database.runtime, governanceOperations.addComment, { actor: people.reviewer }, comment)
  await decideOn(database.runtime, people.reviewer, request)
  await decideOn(database.runtime, people['compliance-officer'], request)
  await sequence()
  files = await filesOf(requestId)
  return () => db.$client.end()
})
afterAll(() => database.close())

describe('an evidence pack', () => {
  it('holds what was decided on, and verifies', async () => {
    const kinds = ['card', 'data-quality', 'drift', 'explanation', 'fairness', 'performance'].map((kind) => `evidence-${kind}.json`)
    const record = ['request.json', 'card.json', 'policy.json', 'decisions.json', 'comments.json', 'grant.json', 'events.json']
    const seals = ['checkpoint.txt', 'verifier-key.txt', 'verify.html', 'manifest.json', 'manifest.sha256']
    expect([...files.keys()].toSorted()).toEqual([...kinds, ...record, ...seals].toSorted())
    const results = await verifyPack(files)
    expect(results).toHaveLength(7)
    expect(results.flatMap(({ faults }) => faults)).toEqual([])
    expect(jsonOf('decisions.json')).toHaveLength(2)
    expect(jsonOf('events.json').map((event: { operation: string }) => event.operation)).toEqual(
      expect.arrayContaining(['open-request', 'add-comment', 'decide', 'record-evidence', 'update-card', 'publish-policy']),
    )
  })

  it('fails and names the file when one byte of any file is flipped, wherever it is', async () => {
    for (const [path, bytes] of files) {
      for (const at of [0, Math.floor(bytes.length / 2), bytes.length - 1]) {
        const flipped = Uint8Array.from(bytes)
        flipped[at] ^= 1
        const faults = await faultsOf(new Map(files).set(path, flipped))
        const said = path === 'manifest.sha256' ? faults.map(({ file, sentence }) => `${file} ${sentence}`) : faults.map(({ file }) => file)
        expect(said.join('\n'), `${path} at ${at}`).toContain(path)
      }
    }
  })

  it('names a file that is missing and one that was added', async () => {
    for (const path of files.keys()) {
      const fewer = new Map(files)
      fewer.delete(path)
      expect(await faultsOf(fewer)).toContainEqual({ file: path, sentence: 'is missing' })
    }
    expect(await faultsOf(new Map(files).set('other.txt', new Uint8Array()))).toEqual([{ file: 'other.txt', sentence: 'does not belong to the pack' }])
  })

  it('does not believe a manifest that was made to fit', async () => {
    interface Held {
      decision: string
      body: string
    }
    const forged: [string, Files][] = [
      ['decisions.json', resealed('decisions.json', (all: Held[]) => all.map((one) => ({ ...one, decision: 'reject' })))],
      ['decisions.json', resealed('decisions.json', (all: Held[]) => all.slice(1))],
      ['comments.json', resealed('comments.json', (all: Held[]) => all.map((one) => ({ ...one, body: `${one.body}!` })))],
      ['request.json', resealed('request.json', (held: object) => ({ ...held, state: 'rejected' }))],
      ['request.json', resealed('request.json', (held: { gates: object[] }) => ({ ...held, gates: held.gates.map((gate) => ({ ...gate, state: 'fail' })) }))],
      ['evidence-performance.json', resealed('evidence-performance.json', (held: { result: object }) => ({ ...held, result: { ...held.result, n: 501 } }))],
      ['policy.json', resealed('policy.json', (held: { document: object }) => ({ ...held, document: { ...held.document, grantDays: 900 } }))],
      ['card.json', resealed('card.json', (held: { narrative: object }) => ({ ...held, narrative: { ...held.narrative, limitations: 'None.' } }))],
      ['grant.json', resealed('grant.json', (held: object) => ({ ...held, revokedAt: '2026-01-01T00:00:00.000Z' }))],
      ['events.json', resealed('events.json', (all: { leafIndex: number }[]) => all.map((one) => ({ ...one, leafIndex: one.leafIndex + 1 })))],
      ['events.json', resealed('events.json', (all: object[]) => all.map((one) => ({ ...one, detail: {} })))],
    ]
    for (const [path, changed] of forged) {
      const faults = await faultsOf(changed)
      expect(faults.map(({ file }) => file)).toContain(path)
      expect(faults.map(({ sentence }) => sentence).join()).not.toContain('manifest')
    }
  })

  it('names a subject that was changed together with its digest as not the logged one', async () => {
    const changed = resealed('request.json', (held: { subject: object }) => {
      const subject = { ...held.subject, cardRevision: 7 }
      return { ...held, subject, subjectDigest: digestOf(subject) }
    })
    const faults = await faultsOf(changed)
    expect(faults).toContainEqual({ file: 'request.json', sentence: 'is not the request that was logged' })
  })

  it('does not believe an event that was changed as shown and as hashed, nor another path', async () => {
    interface Proven {
      actor: { id: string }
      leaf: string
      hashes: string[]
    }
    const somebody = (all: Proven[]) =>
      all.map((one) => {
        const leaf = Buffer.from(one.leaf, 'base64').toString().replace(one.actor.id, people.viewer.id)
        return { ...one, actor: { ...one.actor, id: people.viewer.id }, leaf: Buffer.from(leaf).toString('base64') }
      })
    const elsewhere = (all: Proven[]) => all.map((one) => ({ ...one, hashes: one.hashes.toReversed() }))
    for (const changed of [resealed('events.json', somebody), resealed('events.json', elsewhere)]) {
      const faults = await faultsOf(changed)
      expect(faults).toContainEqual({
        file: 'events.json',
        sentence: expect.stringMatching(/^has a proof of event \d+ that does not lead to the signed root$/),
      })
    }
  })

  it('does not believe a checkpoint that the key of the log did not sign, nor a key that is put together', async () => {
    const note = textOf('checkpoint.txt')
    const [origin = '', size = ''] = note.split('\n')
    const grown = resealedText('checkpoint.txt', note.replace(`\n${size}\n`, `\n${Number(size) + 1}\n`))
    expect(await faultsOf(grown)).toContainEqual({ file: 'checkpoint.txt', sentence: `has a signature that is not one of ${origin}` })
    const key = textOf('verifier-key.txt')
    const other = resealedText('verifier-key.txt', key.replace(/\+([0-9a-f]{8})\+/, '+00000000+'))
    expect(await faultsOf(other)).toContainEqual({ file: 'verifier-key.txt', sentence: 'has a key id that is not that of its key' })
  })

  it('is refused while a decision waits for its place in the log, and then has it', async () => {
    const subject = await readyVersion(database.runtime, people['ml-engineer'])
    const request = await openRequest(database.runtime, people.admin, subject)
    await decideOn(database.runtime, people.reviewer, request, 'reject')
    await expect(packOf(request.id)).rejects.toThrow(/not-ready/)
    await sequence()
    const rejected = await filesOf(request.id)
    expect(await faultsOf(rejected)).toEqual([])
    expect([...rejected.keys()]).not.toContain('grant.json')
    expect([...rejected.keys()]).not.toContain('card.json')
  })

  it('verifies also after a grant was revoked and a request withdrawn', async () => {
    const { grantId = '' } = jsonOf('request.json')
    await runOperation(database.runtime, governanceOperations.revokeGrant, { actor: people['compliance-officer'] }, { grant: grantId, reason: 'incident' })
    const subject = await readyVersion(database.runtime, people['ml-engineer'])
    const request = await openRequest(database.runtime, people.admin, subject)
    await runOperation(database.runtime, governanceOperations.withdrawRequest, { actor: people.admin }, { request: request.id, reason: 'too early' })
    await sequence()
    expect(await faultsOf(await filesOf(requestId))).toEqual([])
    expect(await faultsOf(await filesOf(request.id))).toEqual([])
  })

  it('comes as JSON to who asks for it', async () => {
    const pack = await packOf(requestId)
    expect(render?.(pack, 'application/json')).toBeNull()
    for (const file of pack.files) expect(digestOfBytes(Buffer.from(file.text))).toBe(file.sha256)
  })
})
