const text = new TextEncoder()

/** A base-128 varint of a non-negative safe integer. */
export function varint(value: number): Uint8Array {
  const bytes: number[] = []
  let rest = value
  while (rest >= 128) {
    bytes.push((rest % 128) | 0x80)
    rest = Math.floor(rest / 128)
  }
  bytes.push(rest)
  return Uint8Array.from(bytes)
}

export function concat(...parts: Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/** Tag and length of a length-delimited field whose value follows. */
export const delimitedHead = (field: number, length: number): Uint8Array => concat(varint(field * 8 + 2), varint(length))
export const delimitedField = (field: number, ...value: Uint8Array[]): Uint8Array => {
  const body = concat(...value)
  return concat(delimitedHead(field, body.length), body)
}
export const textField = (field: number, value: string): Uint8Array => delimitedField(field, text.encode(value))
export const varintField = (field: number, value: number): Uint8Array => concat(varint(field * 8), varint(value))
