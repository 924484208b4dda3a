import type { Attribute, OnnxGraph, OnnxNode, SparseTensorValue, ValueInfo } from './model.ts'
import { readAttribute } from './read-attribute.ts'
import { domainName } from './read-context.ts'
import type { ReadContext } from './read-context.ts'
import { readSparseTensor, readTensor } from './read-tensor.ts'
import { readValueInfo } from './read-type.ts'
import type { TensorValue } from './tensor-value.ts'
import type { WireReader } from './wire.ts'

/** Reads a NodeProto; `depth` is that of the graph around it. */
export function readNode(reader: WireReader, context: ReadContext, depth: number): OnnxNode {
  context.count()
  const node = { name: '', opType: '', domain: '', overload: '' }
  const inputs: string[] = []
  const outputs: string[] = []
  const attributes = new Map<string, Attribute>()
  while (reader.next()) {
    switch (reader.field) {
      case 1:
        inputs.push(reader.text())
        break
      case 2:
        outputs.push(reader.text())
        break
      case 3:
        node.name = reader.once().text()
        break
      case 4:
        node.opType = reader.once().text()
        break
      case 5:
        addAttribute(
          attributes,
          readAttribute(reader.message('An attribute'), context, (inner) => readGraph(inner, context, depth + 1)),
          context,
        )
        break
      case 7:
        node.domain = reader.once().text()
        break
      case 8:
        node.overload = reader.once().text()
        break
      case 6:
      case 9:
      case 10:
        reader.skip()
        break
      default:
        context.unknown(reader)
    }
  }
  return { ...node, domain: domainName(node.domain), inputs, outputs, attributes }
}

export function addAttribute(attributes: Map<string, Attribute>, attribute: Attribute, context: ReadContext): void {
  if (attributes.has(attribute.name)) throw context.error('invalid-graph', `A node has two attributes named "${attribute.name}".`)
  attributes.set(attribute.name, attribute)
}

function addNamed<T>(map: Map<string, T>, name: string, value: T, context: ReadContext): void {
  if (map.has(name)) throw context.error('invalid-graph', `The graph has two initializers named "${name}".`)
  map.set(name, value)
}

/** Reads a GraphProto; graphs inside its nodes are read when asked for, up to the depth limit. */
export function readGraph(reader: WireReader, context: ReadContext, depth = 0): OnnxGraph {
  if (depth > context.limits.graphDepth) {
    throw context.error('resource-limit', `Graphs are nested more than ${context.limits.graphDepth} deep.`)
  }
  let name = ''
  const nodes: OnnxNode[] = []
  const initializers = new Map<string, TensorValue>()
  const sparseInitializers = new Map<string, SparseTensorValue>()
  const inputs: ValueInfo[] = []
  const outputs: ValueInfo[] = []
  const valueInfo = new Map<string, ValueInfo>()
  while (reader.next()) {
    switch (reader.field) {
      case 1:
        nodes.push(readNode(reader.message('A node'), context, depth))
        break
      case 2:
        name = reader.once().text()
        break
      case 5: {
        const tensor = readTensor(reader.message('An initializer'), context)
        addNamed(initializers, tensor.name, tensor, context)
        break
      }
      case 11:
        inputs.push(readValueInfo(reader.message('A graph input'), context))
        break
      case 12:
        outputs.push(readValueInfo(reader.message('A graph output'), context))
        break
      case 13: {
        const value = readValueInfo(reader.message('A value'), context)
        valueInfo.set(value.name, value)
        break
      }
      case 15: {
        const sparse = readSparseTensor(reader.message('A sparse initializer'), context)
        addNamed(sparseInitializers, sparse.values.name, sparse, context)
        break
      }
      case 10:
      case 14:
      case 16:
        reader.skip()
        break
      default:
        context.unknown(reader)
    }
  }
  return { name, nodes, initializers, sparseInitializers, inputs, outputs, valueInfo }
}
