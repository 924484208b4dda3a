import { OnnxReadError, decodeText } from './wire.ts'

/** Element types of ONNX TensorProto.DataType, by number. */
export const ELEMENT_TYPES = [
  'UNDEFINED',
  'FLOAT',
  'UINT8',
  'INT8',
  'UINT16',
  'INT16',
  'INT32',
  'INT64',
  'STRING',
  'BOOL',
  'FLOAT16',
  'DOUBLE',
  'UINT32',
  'UINT64',
  'COMPLEX64',
  'COMPLEX128',
  'BFLOAT16',
  'FLOAT8E4M3FN',
  'FLOAT8E4M3FNUZ',
  'FLOAT8E5M2',
  'FLOAT8E5M2FNUZ',
  'UINT4',
  'INT4',
  'FLOAT4E2M1',
  'FLOAT8E8M0',
  'UINT2',
  'INT2',
] as const
export type ElementType = (typeof ELEMENT_TYPES)[number]

/** Bits one element takes in `raw_data`; 0 where raw data is not allowed. */
const BITS: Record<ElementType, number> = {
  UNDEFINED: 0,
  FLOAT: 32,
  UINT8: 8,
  INT8: 8,
  UINT16: 16,
  INT16: 16,
  INT32: 32,
  INT64: 64,
  STRING: 0,
  BOOL: 8,
  FLOAT16: 16,
  DOUBLE: 64,
  UINT32: 32,
  UINT64: 64,
  COMPLEX64: 64,
  COMPLEX128: 128,
  BFLOAT16: 16,
  FLOAT8E4M3FN: 8,
  FLOAT8E4M3FNUZ: 8,
  FLOAT8E5M2: 8,
  FLOAT8E5M2FNUZ: 8,
  UINT4: 4,
  INT4: 4,
  FLOAT4E2M1: 4,
  FLOAT8E8M0: 8,
  UINT2: 2,
  INT2: 2,
}

/** What the wire reader found in a TensorProto. */
export interface TensorFields {
  name: string
  dims: number[]
  dataType: number
  raw: Uint8Array | undefined
  floats: Float32Array
  ints: readonly number[]
  exactInts: readonly bigint[] | undefined
  longs: readonly number[]
  exactLongs: readonly bigint[] | undefined
  unsigned: readonly number[]
  exactUnsigned: readonly bigint[] | undefined
  doubles: readonly number[]
  strings: readonly Uint8Array[]
  external: boolean
  segmented: boolean
}

/** Half-precision bits to number (IEEE 754 binary16). */
export function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 0x1f
  const fraction = bits & 0x3ff
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 31) return fraction ? NaN : sign * Infinity
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

const brainScratch = new DataView(new ArrayBuffer(4))
function brainToNumber(bits: number): number {
  brainScratch.setUint32(0, bits * 65536)
  return brainScratch.getFloat32(0)
}

/** A tensor of the file: dims and a view of its values, converted when asked for. */
export class TensorValue {
  readonly name: string
  readonly dtype: ElementType
  readonly dims: readonly number[]
  /** The values lie outside the file. */
  readonly external: boolean
  readonly segmented: boolean
  readonly #fields: TensorFields

  constructor(fields: TensorFields) {
    this.name = fields.name
    this.dtype = ELEMENT_TYPES[fields.dataType] ?? 'UNDEFINED'
    this.dims = fields.dims
    this.external = fields.external
    this.segmented = fields.segmented
    this.#fields = fields
  }

  /** Product of the dims (1 for a scalar); NaN when a dim is negative, Infinity far beyond 2^53. */
  get size(): number {
    return this.dims.some((dim) => dim < 0) ? NaN : this.dims.reduce((product, dim) => product * dim, 1)
  }

  /** Bytes of a `raw_data` that holds `size` elements of this type; undefined where raw data is not allowed. */
  get rawBytes(): number | undefined {
    return BITS[this.dtype] ? Math.ceil((this.size * BITS[this.dtype]) / 8) : undefined
  }

  /** Whether the values given are exactly as many as the dims say. */
  get complete(): boolean {
    const { raw } = this.#fields
    if (raw) return raw.length === this.rawBytes && this.#typedCount() === 0
    return this.#typedCount() === this.#expectedCount()
  }

  #expectedCount(): number {
    const bits = BITS[this.dtype]
    if (this.dtype === 'COMPLEX64' || this.dtype === 'COMPLEX128') return this.size * 2
    return bits > 0 && bits < 8 ? Math.ceil((this.size * bits) / 8) : this.size
  }

  #typedCount(): number {
    const { floats, ints, longs, unsigned, doubles, strings } = this.#fields
    return floats.length + ints.length + longs.length + unsigned.length + doubles.length + strings.length
  }

  #check(): void {
    if (this.external) throw new OnnxReadError('invalid-tensor', `Tensor "${this.name}" keeps its values outside the file.`)
    if (!this.complete) throw new OnnxReadError('invalid-tensor', `Tensor "${this.name}" does not hold the values its dims declare.`)
  }

  /** Values as float64: exact for all real types but 64-bit integers beyond ±2^53. Text and complex types are refused. */
  toFloat64Array(): Float64Array {
    this.#check()
    const { raw, floats, ints, longs, unsigned, doubles } = this.#fields
    if (raw) return this.#rawNumbers(raw)
    if (this.dtype === 'FLOAT') return Float64Array.from(floats)
    if (this.dtype === 'DOUBLE') return Float64Array.from(doubles)
    if (this.dtype === 'INT64') return Float64Array.from(longs)
    if (this.dtype === 'UINT32' || this.dtype === 'UINT64') return Float64Array.from(unsigned, (value, i) => this.#asUnsigned(value, i))
    if (this.dtype === 'FLOAT16') return Float64Array.from(ints, halfToNumber)
    if (this.dtype === 'BFLOAT16') return Float64Array.from(ints, brainToNumber)
    if (ints.length === this.size) return Float64Array.from(ints)
    throw this.#unreadable('numbers')
  }

  #asUnsigned(value: number, index: number): number {
    return value < 0 ? Number(BigInt.asUintN(64, this.#fields.exactUnsigned?.[index] ?? BigInt(value))) : value
  }

  /** Values of an integer or boolean tensor, exact. */
  toBigInts(): bigint[] {
    this.#check()
    const { raw, ints, longs, exactLongs, unsigned, exactUnsigned } = this.#fields
    if (this.dtype === 'INT64' || this.dtype === 'UINT64') {
      if (raw) {
        const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength)
        const read = (i: number) => (this.dtype === 'INT64' ? view.getBigInt64(i * 8, true) : view.getBigUint64(i * 8, true))
        return Array.from({ length: this.size }, (_, i) => read(i))
      }
      if (this.dtype === 'INT64') return exactLongs ? [...exactLongs] : longs.map(BigInt)
      return (exactUnsigned ?? unsigned.map(BigInt)).map((value) => BigInt.asUintN(64, value))
    }
    const numbers = raw ? this.#rawNumbers(raw) : ints.length === this.size ? ints : this.toFloat64Array()
    if (!/^U?INT|^BOOL/.test(this.dtype)) throw this.#unreadable('integers')
    return Array.from(numbers, (value) => BigInt(value))
  }

  /** Values of a text tensor. */
  toStrings(): string[] {
    this.#check()
    if (this.dtype !== 'STRING') throw this.#unreadable('text')
    return this.#fields.strings.map((bytes) => decodeText(bytes, `A value of tensor "${this.name}"`))
  }

  #unreadable(as: string): OnnxReadError {
    return new OnnxReadError('invalid-tensor', `Tensor "${this.name}" of type ${this.dtype} cannot be read as ${as}.`)
  }

  #rawNumbers(raw: Uint8Array): Float64Array {
    const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength)
    const read = RAW_READERS[this.dtype]
    if (!read) throw this.#unreadable('numbers')
    const width = BITS[this.dtype] / 8
    return Float64Array.from({ length: this.size }, (_, i) => read(view, i * width))
  }
}

const RAW_READERS: Partial<Record<ElementType, (view: DataView, at: number) => number>> = {
  FLOAT: (view, at) => view.getFloat32(at, true),
  DOUBLE: (view, at) => view.getFloat64(at, true),
  FLOAT16: (view, at) => halfToNumber(view.getUint16(at, true)),
  BFLOAT16: (view, at) => brainToNumber(view.getUint16(at, true)),
  INT8: (view, at) => view.getInt8(at),
  UINT8: (view, at) => view.getUint8(at),
  BOOL: (view, at) => view.getUint8(at),
  INT16: (view, at) => view.getInt16(at, true),
  UINT16: (view, at) => view.getUint16(at, true),
  INT32: (view, at) => view.getInt32(at, true),
  UINT32: (view, at) => view.getUint32(at, true),
  INT64: (view, at) => Number(view.getBigInt64(at, true)),
  UINT64: (view, at) => Number(view.getBigUint64(at, true)),
}
