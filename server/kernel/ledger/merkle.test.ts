import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from './canonical-json.ts'
import { appendedNodes, completeSubtrees, consistencyProof, inclusionProof, leafHash, rootAt, verifyConsistency, verifyInclusion } from './merkle.ts'
import type { NodeRef } from './merkle.ts'

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()
const leafOf = (i: number): Uint8Array => new TextEncoder().encode(`leaf ${i}`)

/** RFC 6962 §2.1 by its definition, from the leaves alone. */
function treeHash(from: number, size: number): Uint8Array {
  if (size === 0) return sha256(new Uint8Array())
  if (size === 1) return sha256(Uint8Array.from([0, ...leafOf(from)]))
  let split = 1
  while (split * 2 < size) split *= 2
  return sha256(Uint8Array.from([1, ...treeHash(from, split), ...treeHash(from + split, size - split)]))
}

/** A tree as the sequencer stores it: leaf by leaf, complete subtrees only. */
function grow(size: number): (node: NodeRef) => Uint8Array {
  const nodes = new Map<string, Uint8Array>()
  const get = ({ level, index }: NodeRef) => {
    const hash = nodes.get(`${level}/${index}`)
    if (!hash) throw new Error(`no node ${level}/${index}`)
    return hash
  }
  for (let i = 0; i < size; i++) {
    const hash = leafHash(sha256, leafOf(i))
    nodes.set(`0/${i}`, hash)
    for (const node of appendedNodes(sha256, i, hash, get)) nodes.set(`${node.level}/${node.index}`, node.hash)
  }
  return get
}

const MOST = 70
const get = grow(MOST)
const sizes = fc.integer({ min: 1, max: MOST })

describe('the Merkle tree', () => {
  it('has the root of RFC 6962 at every size', () => {
    for (let size = 0; size <= MOST; size++) expect(Buffer.from(rootAt(sha256, size, get)).equals(treeHash(0, size))).toBe(true)
  })

  it('tiles every range with complete subtrees', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        const tiles = completeSubtrees(0, size)
        expect(tiles.reduce((sum, tile) => sum + 2 ** tile.level, 0)).toBe(size)
      }),
    )
  })

  it('proves each leaf of each size, and only that leaf at that place in that tree', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), (size, any) => {
        const index = any % size
        const proof = inclusionProof(sha256, index, size, get)
        const leaf = leafHash(sha256, leafOf(index))
        const root = treeHash(0, size)
        expect(verifyInclusion(sha256, leaf, index, size, proof, root)).toBe(true)
        expect(verifyInclusion(sha256, leafHash(sha256, leafOf(index + 1)), index, size, proof, root)).toBe(false)
        expect(verifyInclusion(sha256, leaf, size, size, proof, root)).toBe(false)
        expect(verifyInclusion(sha256, leaf, index, size, [...proof, root], root)).toBe(false)
        if (size > 1) expect(verifyInclusion(sha256, leaf, (index + 1) % size, size, proof, root)).toBe(false)
        if (proof.length > 0) expect(verifyInclusion(sha256, leaf, index, size, proof.slice(1), root)).toBe(false)
      }),
    )
  })

  it('proves that each tree extends each smaller one, and no other', () => {
    fc.assert(
      fc.property(sizes, sizes, (a, b) => {
        const [from, to] = a < b ? [a, b] : [b, a]
        const proof = consistencyProof(sha256, from, to, get)
        expect(verifyConsistency(sha256, from, to, treeHash(0, from), treeHash(0, to), proof)).toBe(true)
        if (from === to) return
        expect(verifyConsistency(sha256, from, to, treeHash(1, from), treeHash(0, to), proof)).toBe(false)
        expect(verifyConsistency(sha256, from, to, treeHash(0, from), treeHash(1, to), proof)).toBe(false)
        expect(verifyConsistency(sha256, from, to, treeHash(0, from), treeHash(0, to), proof.slice(1))).toBe(false)
      }),
    )
  })
})

describe('canonical JSON', () => {
  it('writes the example of RFC 8785 §3.2.2 as §3.2.3 says', () => {
    const value = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    }
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
  })

  it('sorts members by UTF-16 code units, RFC 8785 §3.2.3', () => {
    expect(canonicalJson({ '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 })).toBe(
      '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}',
    )
  })

  it('does not depend on the order in which members were written', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
        const turned = Object.fromEntries(Object.entries(object).toReversed())
        expect(canonicalJson(turned)).toBe(canonicalJson(object))
        expect(JSON.parse(canonicalJson(object))).toEqual(JSON.parse(JSON.stringify(object)))
      }),
    )
  })
})
