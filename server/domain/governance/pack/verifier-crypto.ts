/**
 * The first half of the page's script: canonical JSON (RFC 8785), SHA-256, Merkle proofs (RFC 6962), signed notes (C2SP).
 * Written for the page alone and by none of the product's own code, so that an error in one shows in the other.
 */
export const VERIFIER_CRYPTO = String.raw`
'use strict'
const bytesOfText = (text) => new TextEncoder().encode(text)
const textOf = (bytes) => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
const hexOf = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
const same = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i])
const join = (...parts) => Uint8Array.from(parts.flatMap((part) => Array.from(part)))
const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
const unbase64 = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0))

const canonical = (value) => {
  if (Array.isArray(value)) return '[' + value.map(canonical).join(',') + ']'
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  return '{' + Object.keys(value).sort().map((key) => JSON.stringify(key) + ':' + canonical(value[key])).join(',') + '}'
}
const digestOf = async (value) => 'sha256:' + hexOf(await sha256(bytesOfText(canonical(value))))

const leafHash = (leaf) => sha256(join([0], leaf))
const nodeHash = (left, right) => sha256(join([1], left, right))

/** The root that a leaf and its path lead to, walked from the top of the tree down, or null when the path has another length. */
const rootOf = async (hash, index, size, path) => {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) return null
  const turns = []
  for (let from = 0, to = size; to - from > 1; ) {
    let half = 1
    while (half * 2 < to - from) half *= 2
    const right = index >= from + half
    turns.push(right)
    if (right) from += half
    else to = from + half
  }
  if (turns.length !== path.length) return null
  let root = hash
  for (const sibling of path) root = turns.pop() ? await nodeHash(sibling, root) : await nodeHash(root, sibling)
  return root
}

/** Name, size and root of a checkpoint whose signature holds under a verifier key; throws a sentence otherwise. */
const readCheckpoint = async (note, keyText) => {
  const key = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)\n$/.exec(keyText)
  const keyBytes = key ? unbase64(key[3]) : []
  if (keyBytes.length !== 33 || keyBytes[0] !== 1) throw new Fault('verifier-key.txt', 'holds no Ed25519 verifier key')
  const name = key[1]
  const keyId = (await sha256(join(bytesOfText(name + '\n'), keyBytes))).slice(0, 4)
  if (hexOf(keyId) !== key[2]) throw new Fault('verifier-key.txt', 'has a key id that is not that of its key')
  const parts = /^((\S[^\n]*)\n(0|[1-9][0-9]*)\n([A-Za-z0-9+/=]+)\n)\n((?:\u2014 \S+ [A-Za-z0-9+/=]+\n)+)$/.exec(note)
  if (!parts) throw new Fault('checkpoint.txt', 'is not a signed checkpoint')
  const line = parts[5].split('\n').find((one) => one.startsWith('\u2014 ' + name + ' '))
  const signed = line ? unbase64(line.split(' ')[2]) : []
  if (parts[2] !== name || signed.length !== 68 || !same(signed.slice(0, 4), keyId)) throw new Fault('checkpoint.txt', 'is not signed by ' + name)
  const publicKey = await crypto.subtle.importKey('raw', keyBytes.slice(1), 'Ed25519', false, ['verify'])
  if (!(await crypto.subtle.verify('Ed25519', publicKey, signed.slice(4), bytesOfText(parts[1])))) {
    throw new Fault('checkpoint.txt', 'has a signature that is not one of ' + name)
  }
  return { name, size: Number(parts[3]), root: unbase64(parts[4]), key: keyText.trim() }
}
`
