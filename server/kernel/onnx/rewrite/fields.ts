/** Where a field of a message lies: tag and value at [from, to), the value without tag and length at [start, to). */
export interface FieldSpan {
  field: number
  wire: number
  from: number
  start: number
  to: number
}

function varintAt(bytes: Uint8Array, at: number): { value: number; next: number } {
  let value = 0
  for (let scale = 1; ; scale *= 128) {
    const byte = bytes[at++]
    value += (byte & 0x7f) * scale
    if (byte < 0x80) return { value, next: at }
  }
}

function endOf(bytes: Uint8Array, wire: number, at: number): { start: number; to: number } {
  if (wire === 0) return { start: at, to: varintAt(bytes, at).next }
  if (wire === 1) return { start: at, to: at + 8 }
  if (wire === 5) return { start: at, to: at + 4 }
  const { value, next } = varintAt(bytes, at)
  return { start: next, to: next + value }
}

/** The fields of the protobuf message at [from, to), in order. The bytes must be ones that `readModel` has read. */
export function* fieldsOf(bytes: Uint8Array, from = 0, to = bytes.length): Generator<FieldSpan> {
  for (let at = from; at < to;) {
    const tag = varintAt(bytes, at)
    const wire = tag.value % 8
    const { start, to: end } = endOf(bytes, wire, tag.next)
    yield { field: Math.floor(tag.value / 8), wire, from: at, start, to: end }
    at = end
  }
}
