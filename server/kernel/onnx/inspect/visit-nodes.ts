import type { Attribute, OnnxFunction, OnnxGraph, OnnxModel, OnnxNode } from '../model.ts'
import { factOfOutput } from './node-facts.ts'
import { inOrder } from './structure.ts'
import { calledBy, functionsOf, innerGraphs } from './traverse.ts'
import { Facts, UNKNOWN, factOfInput, factOfTensor, fedInputs } from './value-facts.ts'
import type { ValueFact } from './value-facts.ts'

export interface Visit {
  node: OnnxNode
  /** Facts of the node's inputs, in order; of one left out: nothing known. */
  inputs: readonly ValueFact[]
  /** Facts of what the graphs inside the node give out. */
  results: readonly ValueFact[]
  /** How often this node may run at most for one run of the model: the iterations of the loops around it. */
  times: number
}
export type Visitor = (visit: Visit) => void

const makersOf = (nodes: readonly OnnxNode[]) =>
  new Map(nodes.flatMap((node, i) => node.outputs.filter((name) => name !== '').map((name): [string, number] => [name, i])))
const union = (facts: readonly ValueFact[]): number => facts.reduce((origin, fact) => origin | fact.origin, 0)

/** A node of a function with the attributes that the call gives it. */
function bound(node: OnnxNode, given: ReadonlyMap<string, Attribute>): OnnxNode {
  if (![...node.attributes.values()].some(({ reference }) => reference)) return node
  const attributes = new Map<string, Attribute>()
  for (const [name, attribute] of node.attributes) {
    const value = attribute.reference ? given.get(attribute.reference) : attribute
    if (value) attributes.set(name, value)
  }
  return { ...node, attributes }
}

/** Walks the model once in the order of computation, functions written out, and tells `visit` what is known at each node. */
export function visitNodes(model: OnnxModel, visit: Visitor): void {
  const functions = functionsOf(model)

  const visitBody = (nodes: readonly OnnxNode[], facts: Facts, times: number): void => {
    for (const node of inOrder(nodes, makersOf(nodes))) visitNode(node, facts, times)
  }

  const visitCall = (fn: OnnxFunction, call: OnnxNode, inputs: readonly ValueFact[], facts: Facts, times: number): void => {
    const inside = new Facts()
    fn.inputs.forEach((name, i) => inside.set(name, inputs[i] ?? UNKNOWN))
    const attributes = new Map([...fn.defaults, ...call.attributes])
    visitBody(
      fn.nodes.map((node) => bound(node, attributes)),
      inside,
      times,
    )
    call.outputs.forEach((name, i) => facts.set(name, inside.get(fn.outputs[i] ?? '')))
  }

  const visitInner = (graph: OnnxGraph, node: OnnxNode, inputs: readonly ValueFact[], outer: Facts, times: number): Facts => {
    const facts = new Facts(outer)
    const origin = union(inputs)
    graph.inputs.forEach((input, i) => {
      const declared = factOfInput(input)
      // Loop hands its iteration number and condition first, Scan its states and slices.
      const carried = node.opType === 'Loop' && i < 2 ? undefined : inputs[i]
      facts.set(input.name, { ...UNKNOWN, type: declared.type ?? carried?.type, origin })
    })
    visitGraph(graph, facts, times)
    return facts
  }

  const visitNode = (node: OnnxNode, facts: Facts, times: number): void => {
    const inputs = node.inputs.map((name) => facts.get(name))
    const fn = calledBy(node, functions)
    if (fn) return visitCall(fn, node, inputs, facts, times)
    const graphs = innerGraphs(node)
    if (graphs.length === 0) {
      visit({ node, inputs, results: [], times })
      node.outputs.forEach((name, i) => facts.set(name, factOfOutput(node, inputs, i)))
      return
    }
    const trips = node.opType === 'Loop' ? Number(inputs[0]?.integers?.()[0] ?? Infinity) : 1
    const given: ValueFact[][] = []
    for (const graph of graphs) {
      const inside = visitInner(graph, node, inputs, facts, times * Math.max(1, trips))
      given.push(graph.outputs.map(({ name }) => inside.get(name)))
    }
    const results = given.flat()
    visit({ node, inputs, results, times })
    const origin = union([...inputs, ...results])
    const skipped = node.opType === 'Loop' ? 1 : 0
    node.outputs.forEach((name, i) => facts.set(name, { ...UNKNOWN, type: given[0]?.[i + skipped]?.type, origin }))
  }

  const visitGraph = (graph: OnnxGraph, facts: Facts, times: number): void => {
    for (const tensor of graph.initializers.values()) facts.set(tensor.name, factOfTensor(tensor))
    visitBody(graph.nodes, facts, times)
  }

  const facts = new Facts()
  for (const input of fedInputs(model)) facts.set(input.name, factOfInput(input))
  visitGraph(model.graph, facts, 1)
}
