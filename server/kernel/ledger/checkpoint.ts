import type { Sha256 } from './merkle.ts'

const ED25519 = 1

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

export function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}

/** Bytes of standard base64, or null when it is not. */
export function fromBase64(text: string): Uint8Array | null {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return null
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}

function concat(...parts: Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/** First four bytes of SHA-256(name ‖ LF ‖ 0x01 ‖ public key), C2SP signed-note, Ed25519. */
export const keyIdOf = (sha256: Sha256, name: string, publicKey: Uint8Array): Uint8Array =>
  sha256(concat(utf8(`${name}\n`), new Uint8Array([ED25519]), publicKey)).slice(0, 4)

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** The verifier key of a log: `name+keyid+base64(0x01 ‖ public key)`. */
export const verifierKey = (sha256: Sha256, name: string, publicKey: Uint8Array): string =>
  `${name}+${hex(keyIdOf(sha256, name, publicKey))}+${toBase64(concat(new Uint8Array([ED25519]), publicKey))}`

/** Name, key id and public key of a verifier key, or null when its parts do not fit together. */
export function parseVerifierKey(sha256: Sha256, text: string): { name: string; keyId: Uint8Array; publicKey: Uint8Array } | null {
  const match = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text.trim())
  const bytes = match ? fromBase64(match[3]) : null
  if (!match || !bytes || bytes.length !== 33 || bytes[0] !== ED25519) return null
  const publicKey = bytes.slice(1)
  const keyId = keyIdOf(sha256, match[1], publicKey)
  return hex(keyId) === match[2] ? { name: match[1], keyId, publicKey } : null
}

/** The three lines of a C2SP tlog-checkpoint; what is signed. */
export const checkpointText = (origin: string, size: number, root: Uint8Array): string => `${origin}\n${size}\n${toBase64(root)}\n`

/** A signed note: text, blank line, signature line that begins with an em dash. */
export const signedNote = (text: string, name: string, keyId: Uint8Array, signature: Uint8Array): string =>
  `${text}\n— ${name} ${toBase64(concat(keyId, signature))}\n`

export interface Checkpoint {
  text: string
  origin: string
  size: number
  root: Uint8Array
  signatures: { name: string; keyId: Uint8Array; signature: Uint8Array }[]
}

/** Reads a signed checkpoint, or null when it is not one. Verifying its signatures is the caller's. */
export function parseCheckpoint(note: string): Checkpoint | null {
  const end = note.indexOf('\n\n')
  if (end < 0) return null
  const text = note.slice(0, end + 1)
  const [origin, sizeText, rootText] = text.split('\n')
  const root = fromBase64(rootText ?? '')
  if (!origin || !/^(0|[1-9]\d*)$/.test(sizeText ?? '') || !root || root.length !== 32) return null
  const signatures = note
    .slice(end + 2)
    .split('\n')
    .flatMap((line) => {
      const match = /^— (\S+) (\S+)$/.exec(line)
      const bytes = match ? fromBase64(match[2]) : null
      return match && bytes && bytes.length > 4 ? [{ name: match[1], keyId: bytes.slice(0, 4), signature: bytes.slice(4) }] : []
    })
  return { text, origin, size: Number(sizeText), root, signatures }
}
