import type { OnnxGraph, OnnxModel, SparseTensorValue } from '../model.ts'
import type { TensorValue } from '../tensor-value.ts'
import { LIMITS } from './limits.ts'
import { quoted, refuse } from './refusal.ts'
import { graphsOf, nodesOf } from './traverse.ts'

const FIX = 'Export the model again; onnx.checker.check_model shows the same fault.'

function checkTensor(tensor: TensorValue): void {
  const name = `Tensor ${quoted(tensor.name)}`
  if (tensor.external) {
    refuse('external-data', `${name} keeps its values in another file.`, 'Save the model as one file (onnx.save with save_as_external_data=False).')
  }
  if (tensor.segmented) refuse('invalid-tensor', `${name} is stored in segments.`, FIX)
  if (tensor.dtype === 'UNDEFINED') refuse('invalid-tensor', `${name} has no known element type.`, FIX)
  if (tensor.dims.length > LIMITS.rank) refuse('invalid-tensor', `${name} has ${tensor.dims.length} dimensions.`, FIX)
  const negative = tensor.dims.find((dim) => dim < 0)
  if (negative !== undefined) refuse('invalid-tensor', `${name} has a dimension of ${negative}.`, FIX)
  if (!Number.isSafeInteger(tensor.size)) refuse('invalid-tensor', `${name} declares dimensions ${tensor.dims.join(' × ')}, more than can be addressed.`, FIX)
  if (!tensor.complete) refuse('invalid-tensor', `${name} declares ${tensor.dims.join(' × ') || 1} values and holds another number of them.`, FIX)
}

function checkSparse({ values, indices, dims }: SparseTensorValue): void {
  checkTensor(values)
  checkTensor(indices)
  const name = `Sparse tensor ${quoted(values.name)}`
  const size = dims.reduce((product, dim) => product * dim, 1)
  if (dims.length === 0 || dims.some((dim) => dim < 1) || !Number.isSafeInteger(size)) refuse('invalid-tensor', `${name} has no usable dimensions.`, FIX)
  if (size > LIMITS.constantElements) refuse('resource-limit', `${name} has ${size} elements when made dense.`, 'Send a smaller model.')
  const rank = indices.dims.length === 2 ? dims.length : 1
  if (values.dims.length !== 1 || indices.size !== values.size * rank || indices.dtype !== 'INT64')
    refuse('invalid-tensor', `${name} has not one index for each value.`, FIX)
  const limits = rank === 1 ? [size] : dims
  indices.toFloat64Array().forEach((index, i) => {
    if (index < 0 || index >= limits[i % rank]) refuse('invalid-tensor', `${name} has index ${index} outside its dimensions ${dims.join(' × ')}.`, FIX)
  })
}

function checkInitializers(graph: OnnxGraph): void {
  for (const tensor of graph.initializers.values()) checkTensor(tensor)
  for (const [name, sparse] of graph.sparseInitializers) {
    if (graph.initializers.has(name)) refuse('invalid-graph', `The graph has two initializers named ${quoted(name)}.`, FIX)
    checkSparse(sparse)
  }
}

/** Every tensor of the file: inside it, typed, of sane dimensions, and holding exactly the values it declares. */
export function checkTensors(model: OnnxModel): void {
  for (const graph of graphsOf(model)) checkInitializers(graph)
  for (const node of nodesOf(model)) {
    for (const attribute of node.attributes.values()) {
      attribute.tensors.forEach(checkTensor)
      attribute.sparseTensors.forEach(checkSparse)
    }
  }
  for (const fn of model.functions) for (const attribute of fn.defaults.values()) attribute.tensors.forEach(checkTensor)
}
