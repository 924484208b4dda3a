import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { canonicalJson } from '#server/kernel/ledger/canonical-json.ts'
import { checkpointText, keyIdOf, signedNote, toBase64, verifierKey } from '#server/kernel/ledger/checkpoint.ts'
import { consistencyProof, inclusionProof, leafHash, nodeHash, rootAt } from '#server/kernel/ledger/merkle.ts'
import type { NodeRef } from '#server/kernel/ledger/merkle.ts'
import { checkCheckpoint, checkConsistency, checkInclusion, checkRoot, DoesNotVerify, RootBuilder } from './check-log.ts'
import { sha256 } from '@noble/hashes/sha2.js'

const NAME = 'log.example'
const eventAt = (i: number) => ({
  id: `event-${i}`,
  at: '2026-11-25T10:00:00.000Z',
  actor: { kind: 'user' as const, id: 'ada', name: 'Ada' },
  operation: 'decide',
  subject: `request:${i}`,
  subjects: [`request:${i}`, 'model:credit'],
  detail: { decision: 'approve', n: i },
})
const leafOf = (i: number) => {
  const { id, at, actor, operation, subject, detail } = eventAt(i)
  return new TextEncoder().encode(canonicalJson({ id, at, actor: { kind: actor.kind, id: actor.id }, operation, subject, under: ['model:credit'], detail }))
}
const nodeAt = ({ level, index }: NodeRef): Uint8Array =>
  level === 0
    ? leafHash(sha256, leafOf(index))
    : nodeHash(sha256, nodeAt({ level: level - 1, index: index * 2 }), nodeAt({ level: level - 1, index: index * 2 + 1 }))

let key: string
let sign: (size: number, root?: Uint8Array) => Promise<string>

beforeAll(async () => {
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])
  if (!('privateKey' in pair)) throw new Error('no key pair')
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
  key = verifierKey(sha256, NAME, publicKey)
  sign = async (size, root = rootAt(sha256, size, nodeAt)) => {
    const text = checkpointText(NAME, size, root)
    const signature = new Uint8Array(await crypto.subtle.sign('Ed25519', pair.privateKey, new TextEncoder().encode(text)))
    return signedNote(text, NAME, keyIdOf(sha256, NAME, publicKey), signature)
  }
})

const proofOf = async (leafIndex: number, treeSize: number) => ({
  leaf: toBase64(leafOf(leafIndex)),
  leafIndex,
  treeSize,
  hashes: inclusionProof(sha256, leafIndex, treeSize, nodeAt).map(toBase64),
  checkpoint: await sign(treeSize),
})

it('hashes as node does, for every length around the blocks', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(Buffer.from(sha256(bytes)).toString('hex')).toBe(createHash('sha256').update(bytes).digest('hex'))
    }),
  )
})

describe('the log, checked without trusting the server', () => {
  it('accepts every entry of trees of every shape, and what they add up to', async () => {
    for (const size of [1, 2, 3, 5, 8, 13]) {
      const built = new RootBuilder()
      for (let i = 0; i < size; i++) {
        built.add(toBase64(leafOf(i)))
        expect(await checkInclusion(eventAt(i), await proofOf(i, size), key)).toMatchObject({ name: NAME, size })
      }
      checkRoot(built, await checkCheckpoint(await sign(size), key))
    }
  })

  it('refuses a changed event, entry, index, root and signature', async () => {
    const proof = await proofOf(3, 7)
    const refuses = (shown: ReturnType<typeof eventAt>, changed: typeof proof, verifier = key) =>
      expect(checkInclusion(shown, changed, verifier)).rejects.toThrow(DoesNotVerify)
    await refuses({ ...eventAt(3), detail: { decision: 'reject', n: 3 } }, proof)
    await refuses({ ...eventAt(3), subjects: ['request:3'] }, proof)
    await refuses(eventAt(4), { ...proof, leaf: toBase64(leafOf(4)) })
    await refuses(eventAt(3), { ...proof, leafIndex: 2 })
    await refuses(eventAt(3), { ...proof, checkpoint: await sign(7, sha256(new Uint8Array([1]))) })
    await refuses(eventAt(3), { ...proof, checkpoint: proof.checkpoint.replace('\n7\n', '\n8\n') })
    await refuses(eventAt(3), proof, verifierKey(sha256, NAME, new Uint8Array(32)))
  })

  it('tells a log that grew from one that was rewritten or cut', async () => {
    const [before, now] = [await checkCheckpoint(await sign(5), key), await checkCheckpoint(await sign(12), key)]
    const hashes = consistencyProof(sha256, 5, 12, nodeAt).map(toBase64)
    checkConsistency(before, now, hashes)
    expect(() => checkConsistency({ ...before, root: sha256(new Uint8Array([1])) }, now, hashes)).toThrow(DoesNotVerify)
    expect(() => checkConsistency(now, before, [])).toThrow(/had 12 entries/)
  })

  it('refuses a root over other entries', async () => {
    const built = new RootBuilder()
    for (const i of [0, 1, 3]) built.add(toBase64(leafOf(i)))
    const log = await checkCheckpoint(await sign(3), key)
    expect(() => checkRoot(built, log)).toThrow(/do not add up/)
    built.add(toBase64(leafOf(3)))
    expect(() => checkRoot(built, log)).toThrow(/4 were found/)
  })
})
