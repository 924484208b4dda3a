import './without-float16.ts'
import { Tensor as OrtTensor } from 'onnxruntime-node'
import type { Datatype, Tensor, TensorValues } from '#server/kernel/tensor/datatype.ts'

const DATATYPE_OF: Partial<Record<OrtTensor.Type, Datatype>> = {
  bool: 'BOOL',
  uint8: 'UINT8',
  uint16: 'UINT16',
  uint32: 'UINT32',
  uint64: 'UINT64',
  int8: 'INT8',
  int16: 'INT16',
  int32: 'INT32',
  int64: 'INT64',
  float16: 'FP16',
  float32: 'FP32',
  float64: 'FP64',
  string: 'BYTES',
}
const TYPE_OF = new Map(Object.entries(DATATYPE_OF).map(([type, datatype]) => [datatype, type as OrtTensor.Type]))

/** The protocol's datatype of a tensor type; other types keep their own name. */
export const datatypeOf = (type: OrtTensor.Type): Datatype | undefined => DATATYPE_OF[type]

/** A tensor as ONNX Runtime takes it. */
export function toOrt({ name, datatype, values, dims }: Tensor): OrtTensor {
  const type = TYPE_OF.get(datatype)
  if (!type) throw new Error(`Input "${name}" has datatype ${datatype}, which cannot be run.`)
  return new OrtTensor(type, values as never, dims)
}

/** An output as the protocol holds it; its values may lie in memory of the runtime. */
export function fromOrt(name: string, output: OrtTensor): Tensor {
  const datatype = datatypeOf(output.type)
  if (!datatype) throw new Error(`Output "${name}" is of type ${output.type}, which the protocol does not know.`)
  return { name, datatype, dims: [...output.dims], values: output.data as TensorValues }
}
