import { elementwise, isElementwise } from './arithmetic.ts'
import { NotAdditiveError, roundTo } from './columns.ts'
import type { Column, ConstantTensor, ElementType, RowTensor, Tensor } from './columns.ts'
import { ENCODERS } from './encoders.ts'
import { clipBounds, LINEAR_OPERATORS } from './linear-operators.ts'
import { input } from './operator.ts'
import type { Attributes, Operator } from './operator.ts'
import { SHAPE_OPERATORS } from './shape-operators.ts'
import { TREE_OPERATORS } from './tree-operators.ts'

export type GraphNode = {
  readonly opType: string
  readonly domain: string
  readonly name: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes: Attributes
}
export type GraphInput = { readonly name: string; readonly type: ElementType | undefined; readonly dims: readonly (number | undefined)[] }
/** What reading a graph as a sum needs of an ONNX model. */
export type Graph = {
  readonly nodes: readonly GraphNode[]
  /** Without initializers, which older files list among the inputs. */
  readonly inputs: readonly GraphInput[]
  readonly constantNamed: (name: string) => ConstantTensor | undefined
  readonly opset: (domain: string) => number
}

const ML = 'ai.onnx.ml'
const OPERATORS: Record<string, Record<string, (operator: Operator) => Tensor | Tensor[]>> = {
  '': { ...SHAPE_OPERATORS, ...LINEAR_OPERATORS },
  [ML]: { ...SHAPE_OPERATORS, ...LINEAR_OPERATORS, ...TREE_OPERATORS, ...ENCODERS },
}

/**
 * Follows `output` back to the model's inputs and expresses each of its columns by the features.
 *
 * @param features names in the version's order: one input tensor takes all of them, several the one of their name
 * @throws NotAdditiveError where the graph leaves the forms that can be explained exactly
 */
export function readOutput(graph: Graph, output: string, features: readonly string[]): RowTensor {
  const producers = new Map(graph.nodes.flatMap((node) => node.outputs.map((name, index) => [name, { node, index }] as const)))
  const known = new Map<string, Tensor>(inputTensors(graph, features))
  const open = new Set<string>()
  const resolve = (name: string): Tensor => {
    const ready = known.get(name) ?? graph.constantNamed(name)
    if (ready) return ready
    const producer = producers.get(name)
    if (!producer) throw new NotAdditiveError(`No node makes ${name}`)
    if (open.has(name)) throw new NotAdditiveError(`The graph has a cycle at ${name}`)
    open.add(name)
    const results = evaluate(graph, producer.node, resolve)
    producer.node.outputs.forEach((own, index) => results[index] && known.set(own, results[index]))
    const result = results[producer.index]
    if (!result) throw new NotAdditiveError(`${whereOf(producer.node)} has no readable output ${name}`)
    return result
  }
  const tensor = resolve(output)
  if (tensor.kind === 'rows') return tensor
  throw new NotAdditiveError(tensor.kind === 'label' ? tensor.why : `${output} does not depend on the row`)
}

const whereOf = (node: GraphNode): string => (node.name ? `${node.opType} "${node.name}"` : node.opType)

function evaluate(graph: Graph, node: GraphNode, resolve: (name: string) => Tensor): Tensor[] {
  const domain = node.domain === 'ai.onnx' ? '' : node.domain
  const where = whereOf(node)
  if (domain === '' && node.opType === 'Constant') return [constantOf(node, where)]
  const read = OPERATORS[domain]?.[node.opType]
  if (!read && !(domain === '' && isElementwise(node.opType))) throw new NotAdditiveError(`${where} is not read as a sum`)
  const operator: Operator = {
    opType: node.opType,
    where,
    inputs: node.inputs.map((name) => (name === '' ? undefined : resolve(name))),
    attributes: node.attributes,
    outputs: node.outputs.length,
    opset: graph.opset(domain),
  }
  if (read) return [read(operator)].flat()
  return [elementwiseNode(operator)]
}

function elementwiseNode(operator: Operator): Tensor {
  const inputs = operator.inputs.map((_, index) => input(operator, index))
  if (operator.opType === 'Clip') {
    const bounds = clipBounds(operator).map((bound, index): ConstantTensor => {
      return { kind: 'constant', dims: [], type: inputs[0].type, values: [bound ?? (index === 0 ? -Infinity : Infinity)] }
    })
    return elementwise('Clip', [inputs[0], ...bounds], operator.where)
  }
  if (inputs.every((tensor) => tensor.kind === 'constant')) throw new NotAdditiveError(`${operator.where} computes a constant from constants`)
  return elementwise(operator.opType, inputs, operator.where)
}

function constantOf(node: GraphNode, where: string): ConstantTensor {
  const { attributes } = node
  const one = (type: ElementType, values: readonly (number | string)[], dims: number[]): ConstantTensor => ({ kind: 'constant', dims, type, values })
  const float = attributes.float('value_float')
  const int = attributes.int('value_int')
  const floats = attributes.floats('value_floats')
  const ints = attributes.ints('value_ints')
  const found =
    attributes.tensor('value') ??
    (float !== undefined ? one('float32', [float], []) : undefined) ??
    (int !== undefined ? one('integer', [int], []) : undefined) ??
    (floats ? one('float32', Array.from(floats), [floats.length]) : undefined) ??
    (ints ? one('integer', ints, [ints.length]) : undefined)
  if (!found) throw new NotAdditiveError(`${where} holds no readable value`)
  return found
}

/** One tensor per graph input, its columns the features it takes. */
function inputTensors(graph: Graph, features: readonly string[]): [string, RowTensor][] {
  const { inputs } = graph
  return inputs.flatMap(({ name, type, dims }): [string, RowTensor][] => {
    if (!type || dims.length > 2) return []
    const players = inputs.length === 1 ? features.map((_, index) => index) : [features.indexOf(name)]
    const width = dims.length === 2 ? dims[1] : 1
    if (players.includes(-1) || (width !== undefined && width > 0 && width !== players.length)) return []
    const columns = players.map((player): Column => {
      const encode = type === 'string' ? String : (cell: number | string) => roundTo(type, Number(cell))
      return { kind: 'feature', player, encode }
    })
    return [[name, { kind: 'rows', shape: dims.length === 2 ? [players.length] : [], type, columns }]]
  })
}
