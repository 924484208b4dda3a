/** SHA-256, given by the caller: node:crypto on a server, a JavaScript one in a browser. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array
/** The root of the complete subtree of 2^level leaves that begins at leaf index·2^level. */
export interface NodeRef {
  level: number
  index: number
}
export type GetNode = (node: NodeRef) => Uint8Array

function joined(prefix: number, ...parts: Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(1 + parts.reduce((sum, part) => sum + part.length, 0))
  bytes[0] = prefix
  let at = 1
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/** SHA-256(0x00 ‖ entry), RFC 6962 §2.1. */
export const leafHash = (sha256: Sha256, entry: Uint8Array): Uint8Array => sha256(joined(0, entry))
/** SHA-256(0x01 ‖ left ‖ right), RFC 6962 §2.1. */
export const nodeHash = (sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array => sha256(joined(1, left, right))

/** Splits [from, from+size) into the complete subtrees that tile it, left to right; `from` is a multiple of the largest. */
export function completeSubtrees(from: number, size: number): NodeRef[] {
  const nodes: NodeRef[] = []
  let at = from
  let rest = size
  while (rest > 0) {
    const level = Math.floor(Math.log2(rest))
    const width = 2 ** level
    nodes.push({ level, index: at / width })
    at += width
    rest -= width
  }
  return nodes
}

/** Hash over a range of leaves from the hashes of its complete subtrees (folded from the right). */
function rangeHash(sha256: Sha256, from: number, size: number, get: GetNode): Uint8Array {
  const hashes = completeSubtrees(from, size).map(get)
  let hash = hashes[hashes.length - 1]
  for (let i = hashes.length - 2; i >= 0; i--) hash = nodeHash(sha256, hashes[i], hash)
  return hash
}

/** Root hash of the tree of the first `size` leaves; the empty tree hashes nothing (RFC 6962 §2.1). */
export const rootAt = (sha256: Sha256, size: number, get: GetNode): Uint8Array => (size === 0 ? sha256(new Uint8Array()) : rangeHash(sha256, 0, size, get))

/** The subtrees that become complete when leaf `index` is added, from the leaf's parent upwards. */
export function appendedNodes(sha256: Sha256, index: number, hash: Uint8Array, get: GetNode): (NodeRef & { hash: Uint8Array })[] {
  const nodes: (NodeRef & { hash: Uint8Array })[] = []
  let level = 0
  let at = index
  let current = hash
  while (at % 2 === 1) {
    current = nodeHash(sha256, get({ level, index: at - 1 }), current)
    level++
    at = (at - 1) / 2
    nodes.push({ level, index: at, hash: current })
  }
  return nodes
}

interface Range {
  from: number
  size: number
}

const split = (size: number): number => 2 ** Math.ceil(Math.log2(size) - 1)

function inclusionRanges(leafIndex: number, from: number, size: number): Range[] {
  if (size === 1) return []
  const left = split(size)
  return leafIndex < left
    ? [...inclusionRanges(leafIndex, from, left), { from: from + left, size: size - left }]
    : [...inclusionRanges(leafIndex - left, from + left, size - left), { from, size: left }]
}

function consistencyRanges(old: number, from: number, size: number, whole: boolean): Range[] {
  if (old === size) return whole ? [] : [{ from, size }]
  const left = split(size)
  return old <= left
    ? [...consistencyRanges(old, from, left, whole), { from: from + left, size: size - left }]
    : [...consistencyRanges(old - left, from + left, size - left, false), { from, size: left }]
}

const nodesOf = (ranges: Range[]): NodeRef[] => ranges.flatMap((range) => completeSubtrees(range.from, range.size))

function checkSizes(smaller: number, larger: number): void {
  if (!Number.isSafeInteger(smaller) || !Number.isSafeInteger(larger) || smaller < 0 || smaller > larger) {
    throw new RangeError(`no proof between ${smaller} and ${larger}`)
  }
}

/** Which stored subtrees an inclusion proof needs, so that a caller can fetch them in one go. */
export function inclusionNodes(leafIndex: number, treeSize: number): NodeRef[] {
  checkSizes(leafIndex + 1, treeSize)
  return nodesOf(inclusionRanges(leafIndex, 0, treeSize))
}

/** PATH(m, D[n]) of RFC 6962 §2.1.1: the hashes from the leaf's sibling upwards. */
export function inclusionProof(sha256: Sha256, leafIndex: number, treeSize: number, get: GetNode): Uint8Array[] {
  checkSizes(leafIndex + 1, treeSize)
  return inclusionRanges(leafIndex, 0, treeSize).map((range) => rangeHash(sha256, range.from, range.size, get))
}

export function consistencyNodes(from: number, to: number): NodeRef[] {
  checkSizes(from, to)
  return from === 0 || from === to ? [] : nodesOf(consistencyRanges(from, 0, to, true))
}

/** PROOF(m, D[n]) of RFC 6962 §2.1.2; empty from 0 or between equal sizes. */
export function consistencyProof(sha256: Sha256, from: number, to: number, get: GetNode): Uint8Array[] {
  checkSizes(from, to)
  if (from === 0 || from === to) return []
  return consistencyRanges(from, 0, to, true).map((range) => rangeHash(sha256, range.from, range.size, get))
}

const equal = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i])

/** Root that a leaf hash and its proof lead to (RFC 9162 §2.1.3.2), or null when the proof has the wrong length. */
export function rootFromInclusion(sha256: Sha256, leaf: Uint8Array, leafIndex: number, treeSize: number, proof: readonly Uint8Array[]): Uint8Array | null {
  if (leafIndex < 0 || leafIndex >= treeSize) return null
  let node = leafIndex
  let last = treeSize - 1
  let root = leaf
  for (const hash of proof) {
    if (last === 0) return null
    if (node % 2 === 1 || node === last) {
      root = nodeHash(sha256, hash, root)
      while (node % 2 === 0 && node !== 0) {
        node = Math.floor(node / 2)
        last = Math.floor(last / 2)
      }
    } else root = nodeHash(sha256, root, hash)
    node = Math.floor(node / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 ? root : null
}

export function verifyInclusion(
  sha256: Sha256,
  leaf: Uint8Array,
  leafIndex: number,
  treeSize: number,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  const reached = rootFromInclusion(sha256, leaf, leafIndex, treeSize, proof)
  return reached !== null && equal(reached, root)
}

/** Whether the tree of size `to` extends the one of size `from` (RFC 9162 §2.1.4.2). */
export function verifyConsistency(sha256: Sha256, from: number, to: number, oldRoot: Uint8Array, newRoot: Uint8Array, proof: readonly Uint8Array[]): boolean {
  if (from === to) return proof.length === 0 && equal(oldRoot, newRoot)
  if (from === 0) return proof.length === 0
  const path = Number.isInteger(Math.log2(from)) ? [oldRoot, ...proof] : [...proof]
  let node = from - 1
  let last = to - 1
  while (node % 2 === 1) {
    node = Math.floor(node / 2)
    last = Math.floor(last / 2)
  }
  const first = path.shift()
  if (!first) return false
  let old = first
  let current = first
  for (const hash of path) {
    if (last === 0) return false
    if (node % 2 === 1 || node === last) {
      old = nodeHash(sha256, hash, old)
      current = nodeHash(sha256, hash, current)
      while (node % 2 === 0 && node !== 0) {
        node = Math.floor(node / 2)
        last = Math.floor(last / 2)
      }
    } else current = nodeHash(sha256, current, hash)
    node = Math.floor(node / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && equal(old, oldRoot) && equal(current, newRoot)
}
