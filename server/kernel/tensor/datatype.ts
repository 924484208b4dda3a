/** Datatypes of the Open Inference Protocol v2. */
export const DATATYPES = ['BOOL', 'UINT8', 'UINT16', 'UINT32', 'UINT64', 'INT8', 'INT16', 'INT32', 'INT64', 'FP16', 'FP32', 'FP64', 'BYTES'] as const
export type Datatype = (typeof DATATYPES)[number]

export type TensorValues =
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | BigUint64Array
  | Int8Array
  | Int16Array
  | Int32Array
  | BigInt64Array
  | Float32Array
  | Float64Array
  | string[]

/** A tensor in memory: row-major values; FP16 as its 16 bits, BOOL as 0 and 1. */
export interface Tensor {
  name: string
  datatype: Datatype
  dims: number[]
  values: TensorValues
}

/** An empty vector of the datatype's representation. */
export function allocate(datatype: Datatype, length: number): TensorValues {
  switch (datatype) {
    case 'BOOL':
    case 'UINT8':
      return new Uint8Array(length)
    case 'UINT16':
    case 'FP16':
      return new Uint16Array(length)
    case 'UINT32':
      return new Uint32Array(length)
    case 'UINT64':
      return new BigUint64Array(length)
    case 'INT8':
      return new Int8Array(length)
    case 'INT16':
      return new Int16Array(length)
    case 'INT32':
      return new Int32Array(length)
    case 'INT64':
      return new BigInt64Array(length)
    case 'FP32':
      return new Float32Array(length)
    case 'FP64':
      return new Float64Array(length)
    case 'BYTES':
      return Array.from({ length }, () => '')
  }
}

/** The values of rows [from, to) of a tensor whose rows have `width` values each. */
export function sliceRows(tensor: Tensor, from: number, to: number): Tensor {
  const width = tensor.dims.slice(1).reduce((product, dim) => product * dim, 1)
  return { ...tensor, dims: [to - from, ...tensor.dims.slice(1)], values: tensor.values.slice(from * width, to * width) }
}

/** Tensors of equal name, datatype and trailing dims as one, rows after rows. */
export function concatRows(tensors: readonly Tensor[]): Tensor {
  const [first] = tensors
  if (tensors.length === 1) return first
  const rows = tensors.reduce((sum, tensor) => sum + tensor.dims[0], 0)
  const dims = [rows, ...first.dims.slice(1)]
  if (first.datatype === 'BYTES') return { ...first, dims, values: tensors.flatMap((tensor) => tensor.values as string[]) }
  const values = allocate(first.datatype, rows * first.dims.slice(1).reduce((product, dim) => product * dim, 1)) as Float64Array
  let at = 0
  for (const tensor of tensors) {
    values.set(tensor.values as Float64Array, at)
    at += tensor.values.length
  }
  return { ...first, dims, values }
}
