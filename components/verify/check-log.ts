import { fromBase64, parseCheckpoint, parseVerifierKey, toBase64 } from '#server/kernel/ledger/checkpoint.ts'
import { canonicalJson } from '#server/kernel/ledger/canonical-json.ts'
import { leafHash, nodeHash, verifyConsistency, verifyInclusion } from '#server/kernel/ledger/merkle.ts'
import type { AuditEventView } from '#server/contracts/ledger.ts'
import { sha256 } from '@noble/hashes/sha2.js'

/** What a signature says of the log: so many entries, with this root. */
export interface SignedLog {
  name: string
  size: number
  /** Base64. */
  rootHash: string
  root: Uint8Array
}

/** What does not verify, as a sentence for a person. */
export class DoesNotVerify extends Error {}

const no = (sentence: string): never => {
  throw new DoesNotVerify(sentence)
}

const bytesOf = (base64: string, what: string): Uint8Array => {
  try {
    return fromBase64(base64) ?? no(`${what} is not base64.`)
  } catch {
    return no(`${what} is not base64.`)
  }
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i])

async function signatureHolds(publicKey: Uint8Array, signature: Uint8Array, text: string): Promise<boolean> {
  try {
    const key = await crypto.subtle.importKey('raw', new Uint8Array(publicKey), 'Ed25519', false, ['verify'])
    return await crypto.subtle.verify('Ed25519', key, new Uint8Array(signature), new TextEncoder().encode(text))
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotSupportedError')
      return no('This browser cannot check Ed25519 signatures. A newer one can, and so can the command line: npm run countersign -- ledger verify.')
    throw error
  }
}

/** Checks the Ed25519 signature of a checkpoint (C2SP tlog-checkpoint) under a verifier key. Throws DoesNotVerify. */
export async function checkCheckpoint(note: string, verifierKey: string): Promise<SignedLog> {
  const key = parseVerifierKey(sha256, verifierKey) ?? no('The key of the log is not a verifier key whose parts fit together.')
  const checkpoint = parseCheckpoint(note) ?? no('The checkpoint is not a signed note.')
  const signature =
    checkpoint.signatures.find((one) => one.name === key.name && sameBytes(one.keyId, key.keyId)) ?? no(`The checkpoint is not signed by ${key.name}.`)
  if (!(await signatureHolds(key.publicKey, signature.signature, checkpoint.text))) no(`The signature on the checkpoint is not one of ${key.name}.`)
  if (!Number.isSafeInteger(checkpoint.size) || checkpoint.root.length !== 32) no('The checkpoint names no tree.')
  return { name: key.name, size: checkpoint.size, rootHash: toBase64(checkpoint.root), root: checkpoint.root }
}

export interface InclusionProof {
  leaf: string
  leafIndex: number
  treeSize: number
  hashes: readonly string[]
  checkpoint: string
}

type Shown = Pick<AuditEventView, 'id' | 'at' | 'actor' | 'operation' | 'subject' | 'subjects' | 'detail'>

/** What an event says, in one form, whether it is read from the page or from the hashed bytes. */
const factsOf = ({ id, at, actor, operation, subject, subjects, detail }: Shown): string =>
  canonicalJson({ id, at: new Date(at).toISOString(), actor: { kind: actor.kind, id: actor.id }, operation, subject, subjects, detail })

function hashedFacts(leaf: Uint8Array): string {
  try {
    const { under, ...facts } = JSON.parse(new TextDecoder().decode(leaf)) as Omit<Shown, 'subjects'> & { under: string[] }
    return factsOf({ ...facts, subjects: [...new Set([facts.subject, ...under])] })
  } catch {
    return no('The entry is not one that this log could have written.')
  }
}

/** Checks that an event, as shown, is in the signed log at its index. Throws DoesNotVerify. */
export async function checkInclusion(shown: Shown, proof: InclusionProof, verifierKey: string): Promise<SignedLog & { leafHash: Uint8Array }> {
  const log = await checkCheckpoint(proof.checkpoint, verifierKey)
  if (log.size !== proof.treeSize) no(`The proof is about ${proof.treeSize} entries and the checkpoint about ${log.size}.`)
  const leaf = bytesOf(proof.leaf, 'The entry')
  if (hashedFacts(leaf) !== factsOf(shown)) no('What this page shows of the event is not what was hashed into the log.')
  const hash = leafHash(sha256, leaf)
  const path = proof.hashes.map((one) => bytesOf(one, 'A hash of the proof'))
  if (!verifyInclusion(sha256, hash, proof.leafIndex, log.size, path, log.root)) no(`The proof of entry ${proof.leafIndex} does not lead to the signed root.`)
  return { ...log, leafHash: hash }
}

/** Checks that a log extends one that was seen before: nothing in it was changed or taken out. Throws DoesNotVerify. */
export function checkConsistency(before: SignedLog, now: SignedLog, hashes: readonly string[]): void {
  if (before.size > now.size) no(`The log had ${before.size} entries when this browser saw it last, and has ${now.size} now.`)
  const path = hashes.map((one) => bytesOf(one, 'A hash of the proof'))
  if (!verifyConsistency(sha256, before.size, now.size, before.root, now.root, path))
    no(`The log of ${now.size} entries does not extend the log of ${before.size} entries that this browser saw.`)
}

/** Computes the root over leaves that come one after another; keeps one hash per level. */
export class RootBuilder {
  size = 0
  readonly #peaks: { width: number; hash: Uint8Array }[] = []

  add(leaf: string): void {
    let node = { width: 1, hash: leafHash(sha256, bytesOf(leaf, `Entry ${this.size}`)) }
    for (let last = this.#peaks.at(-1); last?.width === node.width; last = this.#peaks.at(-1)) {
      this.#peaks.pop()
      node = { width: last.width * 2, hash: nodeHash(sha256, last.hash, node.hash) }
    }
    this.#peaks.push(node)
    this.size++
  }

  /** The Merkle tree hash (RFC 6962 §2.1) over all leaves so far. */
  root(): Uint8Array {
    const [last, ...rest] = this.#peaks.toReversed()
    return last ? rest.reduce((hash, peak) => nodeHash(sha256, peak.hash, hash), last.hash) : sha256(new Uint8Array())
  }
}

/** Compares a root computed from all entries with the signed one. Throws DoesNotVerify. */
export function checkRoot(built: RootBuilder, log: SignedLog): void {
  if (built.size !== log.size) no(`The checkpoint is signed over ${log.size} entries; ${built.size} were found.`)
  if (!sameBytes(built.root(), log.root)) no(`The ${log.size} entries do not add up to the signed root.`)
}
