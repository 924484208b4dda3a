import type { Attribute, AttributeType, OnnxModel } from '../../onnx/model.ts'
import type { TensorValue } from '../../onnx/tensor-value.ts'
import { NotAdditiveError } from './columns.ts'
import type { ConstantTensor, ElementType } from './columns.ts'
import type { Attributes } from './operator.ts'
import type { Graph } from './read-graph.ts'
import { elementType } from './shape-operators.ts'

const TYPES: Record<string, ElementType> = { FLOAT: 'float32', DOUBLE: 'float64', STRING: 'string', BOOL: 'boolean' }

function constantTensor(tensor: TensorValue): ConstantTensor {
  const type = TYPES[tensor.dtype] ?? (/^U?INT(8|16|32|64)$/.test(tensor.dtype) ? 'integer' : undefined)
  if (!type) throw new NotAdditiveError(`The constant ${tensor.name} is of type ${tensor.dtype}`)
  const values = type === 'string' ? tensor.toStrings() : Array.from(tensor.toFloat64Array())
  return { kind: 'constant', dims: tensor.dims, type, values }
}

function attributesOf(attributes: ReadonlyMap<string, Attribute>): Attributes {
  const given = <T>(name: string, type: AttributeType, read: (attribute: Attribute) => T): T | undefined => {
    const attribute = attributes.get(name)
    return attribute?.type === type ? read(attribute) : undefined
  }
  return {
    int: (name) => given(name, 'int', (attribute) => attribute.int),
    ints: (name) => given(name, 'ints', (attribute) => attribute.ints),
    float: (name) => given(name, 'float', (attribute) => attribute.float),
    floats: (name) => given(name, 'floats', (attribute) => attribute.floats),
    text: (name) => given(name, 'string', (attribute) => attribute.text),
    texts: (name) => given(name, 'strings', (attribute) => attribute.texts),
    tensor: (name) => given(name, 'tensor', (attribute) => attribute.tensor && constantTensor(attribute.tensor)),
  }
}

/** An ONNX model as far as an exact explanation reads it; constants are converted at first use. */
export function graphOf(model: OnnxModel): Graph {
  const constants = new Map<string, ConstantTensor>()
  return {
    nodes: model.graph.nodes.map(({ opType, domain, name, inputs, outputs, attributes }) => {
      return { opType, domain, name, inputs, outputs, attributes: attributesOf(attributes) }
    }),
    inputs: model.graph.inputs
      .filter(({ name }) => !model.graph.initializers.has(name))
      .map(({ name, type }) => {
        if (type.kind !== 'tensor' || !type.shape) return { name, type: undefined, dims: [] }
        const dims = type.shape.map((dim) => (typeof dim === 'number' && dim > 0 ? dim : undefined))
        return { name, type: elementType(type.elementType), dims }
      }),
    constantNamed: (name) => {
      const known = constants.get(name)
      const tensor = model.graph.initializers.get(name)
      if (known || !tensor) return known
      const read = constantTensor(tensor)
      constants.set(name, read)
      return read
    },
    opset: (domain) => model.opsets.get(domain === '' ? 'ai.onnx' : domain) ?? 1,
  }
}
