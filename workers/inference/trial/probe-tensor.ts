import { Tensor } from 'onnxruntime-node'
import type { Datatype } from '#server/kernel/tensor/datatype.ts'
import { allocate } from '#server/kernel/tensor/datatype.ts'

const TYPES: Record<Datatype, Tensor.Type> = {
  BOOL: 'bool',
  UINT8: 'uint8',
  UINT16: 'uint16',
  UINT32: 'uint32',
  UINT64: 'uint64',
  INT8: 'int8',
  INT16: 'int16',
  INT32: 'int32',
  INT64: 'int64',
  FP16: 'float16',
  FP32: 'float32',
  FP64: 'float64',
  BYTES: 'string',
}
/** 1 as half-precision bits. */
const HALF_ONE = 0x3c00

/** A tensor of nothing but zeros or ones; of text: '' or '1'. */
export function probeTensor(datatype: Datatype, dims: readonly number[], fill: 0 | 1): Tensor {
  const values = allocate(datatype, dims.reduce((product, dim) => product * dim, 1))
  if (Array.isArray(values)) return new Tensor('string', values.fill(fill ? '1' : ''), dims)
  if (values instanceof BigInt64Array || values instanceof BigUint64Array) values.fill(BigInt(fill))
  else values.fill(datatype === 'FP16' && fill ? HALF_ONE : fill)
  return new Tensor(TYPES[datatype], values as Float32Array, dims)
}
