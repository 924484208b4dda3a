import { createHash } from 'node:crypto'
import { canonicalJson } from '#server/kernel/ledger/canonical-json.ts'

export const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()

/** `sha256:<hex>` of bytes. */
export const digestOfBytes = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`

/** `sha256:<hex>` of a structured thing: of its RFC 8785 canonical JSON. */
export const digestOf = (value: unknown): string => digestOfBytes(new TextEncoder().encode(canonicalJson(value)))
