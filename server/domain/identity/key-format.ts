import { createHash, randomInt } from 'node:crypto'
import { crc32 } from 'node:zlib'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const FORM = /^cs_([0-9A-Za-z]{30})([0-9A-Za-z]{6})$/

function base62(value: number, width: number): string {
  let rest = value
  let text = ''
  for (let i = 0; i < width; i++) {
    text = ALPHABET[rest % 62] + text
    rest = Math.floor(rest / 62)
  }
  return text
}

/** A new secret key: prefix, 30 random base-62 characters (178 bits), CRC-32 of them in six. */
export function newKey(): string {
  const secret = Array.from({ length: 30 }, () => ALPHABET[randomInt(62)]).join('')
  return `cs_${secret}${base62(crc32(secret), 6)}`
}

/** Tells a mistyped or truncated key without asking the database. */
export function isWellFormedKey(key: string): boolean {
  const match = FORM.exec(key)
  return match !== null && base62(crc32(match[1] ?? ''), 6) === match[2]
}

export const hashKey = (key: string): Uint8Array => createHash('sha256').update(key).digest()

/** What a person recognises a key by. */
export const keyPrefix = (key: string): string => key.slice(0, 9)
