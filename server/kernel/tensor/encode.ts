import type { Tensor } from './datatype.ts'
import { fromHalf } from './half.ts'

const LARGEST_SAFE = BigInt(Number.MAX_SAFE_INTEGER)

/** A 64-bit integer as a JSON number where that is exact, else as text. */
const whole = (value: bigint): number | string => (value <= LARGEST_SAFE && value >= -LARGEST_SAFE ? Number(value) : String(value))
const float = (value: number): number | null => (Number.isFinite(value) ? value : null)

/** The `data` list of a response tensor: JSON has no NaN or infinities, so they are null. */
export function encodeData(tensor: Tensor): unknown[] {
  const { values, datatype } = tensor
  if (Array.isArray(values)) return values
  if (values instanceof BigInt64Array || values instanceof BigUint64Array) return Array.from(values as BigInt64Array, whole)
  if (datatype === 'BOOL') return Array.from(values, (value) => value !== 0)
  if (datatype === 'FP16') return Array.from(values, (value) => float(fromHalf(value)))
  if (datatype === 'FP32' || datatype === 'FP64') return Array.from(values, float)
  return Array.from(values)
}

/** A tensor as the protocol writes it. */
export const encodeTensor = (tensor: Tensor) => ({ name: tensor.name, datatype: tensor.datatype, shape: tensor.dims, data: encodeData(tensor) })
