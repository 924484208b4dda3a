/** Why bytes cannot be read as an ONNX model; `code` is a stable slug. */
export class OnnxReadError extends Error {
  readonly code: 'malformed-protobuf' | 'resource-limit' | 'invalid-name' | 'invalid-graph' | 'invalid-tensor'
  constructor(code: OnnxReadError['code'], message: string) {
    super(message)
    this.name = 'OnnxReadError'
    this.code = code
  }
}

const strictText = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const VARINT = 0
const FIXED64 = 1
const DELIMITED = 2
const FIXED32 = 5
const MAX_SAFE_VARINT_BYTES = 7

/** Decodes UTF-8, refusing bytes that are not; `what` names the text in the error. */
export function decodeText(bytes: Uint8Array, what: string): string {
  try {
    return strictText.decode(bytes)
  } catch {
    throw new OnnxReadError('invalid-name', `${what} is not valid UTF-8.`)
  }
}

/** Integers of a repeated field: numbers, and exact bigints only when one lies beyond ±2^53. */
export class IntegerList {
  readonly values: number[] = []
  exact: bigint[] | undefined

  push(value: number | bigint): void {
    if (typeof value === 'bigint' && !this.exact) this.exact = this.values.map(BigInt)
    this.exact?.push(BigInt(value))
    this.values.push(Number(value))
  }
}

/** Growing list of float32 values, exact. */
export class FloatList {
  #values = new Float32Array(8)
  #length = 0

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const grown = new Float32Array(this.#length * 2)
      grown.set(this.#values)
      this.#values = grown
    }
    this.#values[this.#length++] = value
  }

  get values(): Float32Array {
    return this.#values.subarray(0, this.#length)
  }
}

/**
 * Reads one protobuf message field by field, strictly: a known field with a foreign wire type, a singular field given
 * twice (which parsers merge, each in its own way), groups and overlong integers are refused, and nothing is allocated
 * for a declared length. Encoding: protobuf.dev/programming-guides/encoding.
 */
export class WireReader {
  readonly what: string
  field = 0
  wire = 0
  readonly #bytes: Uint8Array
  readonly #view: DataView
  #at: number
  readonly #end: number
  #seen = new Set<number>()

  /** @param what name of the message in errors; [start, end) the range of `bytes` that holds it. */
  constructor(bytes: Uint8Array, what: string, start = 0, end = bytes.length) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.what = what
    this.#at = start
    this.#end = end
  }

  #fail(reason: string): never {
    throw new OnnxReadError('malformed-protobuf', `${this.what}: ${reason} (byte ${this.#at}).`)
  }

  #need(count: number): void {
    if (count > this.#end - this.#at) this.#fail(`field ${this.field} needs ${count} bytes, ${this.#end - this.#at} remain`)
  }

  #expect(wire: number): void {
    if (this.wire !== wire) this.#fail(`field ${this.field} has wire type ${this.wire} instead of ${wire}`)
  }

  /** Moves to the next field; false at the end of the message. */
  next(): boolean {
    if (this.#at >= this.#end) return false
    const tag = this.#varint()
    if (typeof tag !== 'number' || tag > 0xffffffff || tag < 8) this.#fail('a field has no valid number')
    this.field = Math.floor(tag / 8)
    this.wire = tag % 8
    if (this.wire === 3 || this.wire === 4 || this.wire > 5) this.#fail(`field ${this.field} has wire type ${this.wire}, which ONNX never uses`)
    return true
  }

  /** Declares the current field singular: a second occurrence is refused. Returns the reader. */
  once(slot = this.field): this {
    if (this.#seen.has(slot)) this.#fail(`field ${this.field} is given twice`)
    this.#seen.add(slot)
    return this
  }

  #varint(): number | bigint {
    let value = 0
    let scale = 1
    const start = this.#at
    for (let i = 0; i < MAX_SAFE_VARINT_BYTES; i++) {
      if (this.#at >= this.#end) this.#fail('ends inside an integer')
      const byte = this.#bytes[this.#at++]
      value += (byte & 0x7f) * scale
      if (byte < 0x80) return value
      scale *= 128
    }
    this.#at = start
    return this.#longVarint()
  }

  #longVarint(): number | bigint {
    let value = 0n
    for (let i = 0; i < 10; i++) {
      if (this.#at >= this.#end) this.#fail('ends inside an integer')
      const byte = this.#bytes[this.#at++]
      if (i === 9 && byte > 1) this.#fail('an integer is longer than 64 bits')
      value |= BigInt(byte & 0x7f) << BigInt(7 * i)
      if (byte < 0x80) {
        const signed = BigInt.asIntN(64, value)
        const number = Number(signed)
        return Number.isSafeInteger(number) ? number : signed
      }
    }
    return this.#fail('an integer is longer than 64 bits')
  }

  /** Signed 64-bit integer; a bigint only beyond ±2^53. */
  int(): number | bigint {
    this.#expect(VARINT)
    return this.#varint()
  }

  /** A 32-bit float. */
  float(): number {
    this.#expect(FIXED32)
    this.#need(4)
    this.#at += 4
    return this.#view.getFloat32(this.#at - 4, true)
  }

  #span(): { start: number; end: number } {
    this.#expect(DELIMITED)
    const length = this.#varint()
    if (typeof length !== 'number' || length < 0) this.#fail(`field ${this.field} has no valid length`)
    this.#need(length)
    const start = this.#at
    this.#at += length
    return { start, end: this.#at }
  }

  /** A view of the field's bytes, not a copy. */
  bytes(): Uint8Array {
    const { start, end } = this.#span()
    return this.#bytes.subarray(start, end)
  }

  /** UTF-8 text; invalid bytes are refused. */
  text(): string {
    return decodeText(this.bytes(), `${this.what}, field ${this.field},`)
  }

  /** A reader of the nested message. */
  message(what: string): WireReader {
    const { start, end } = this.#span()
    return new WireReader(this.#bytes, what, start, end)
  }

  /** Repeated integers, packed or one at a time. */
  intsInto(list: IntegerList): void {
    if (this.wire !== DELIMITED) return list.push(this.int())
    const { start, end } = this.#span()
    const packed = new WireReader(this.#bytes, this.what, start, end)
    packed.field = this.field
    while (packed.#at < end) list.push(packed.#varint())
  }

  /** Repeated 32-bit floats, packed or one at a time. */
  floatsInto(list: FloatList): void {
    if (this.wire !== DELIMITED) return list.push(this.float())
    const { start, end } = this.#span()
    if ((end - start) % 4 !== 0) this.#fail(`field ${this.field} does not hold whole floats`)
    for (let at = start; at < end; at += 4) list.push(this.#view.getFloat32(at, true))
  }

  /** Repeated 64-bit floats, packed or one at a time. */
  doublesInto(list: number[]): void {
    if (this.wire !== DELIMITED) {
      this.#expect(FIXED64)
      this.#need(8)
      list.push(this.#view.getFloat64(this.#at, true))
      this.#at += 8
      return
    }
    const { start, end } = this.#span()
    if ((end - start) % 8 !== 0) this.#fail(`field ${this.field} does not hold whole doubles`)
    for (let at = start; at < end; at += 8) list.push(this.#view.getFloat64(at, true))
  }

  /** Steps over the current field, checking its bounds. */
  skip(): void {
    if (this.wire === VARINT) this.#varint()
    else if (this.wire === DELIMITED) this.#span()
    else {
      const width = this.wire === FIXED64 ? 8 : 4
      this.#need(width)
      this.#at += width
    }
  }
}
