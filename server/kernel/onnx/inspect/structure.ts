import type { OnnxGraph, OnnxModel, OnnxNode } from '../model.ts'
import { quoted, refuse } from './refusal.ts'
import { describeNode, innerGraphs } from './traverse.ts'

const FIX = 'Export the model again; onnx.checker.check_model shows the same fault.'

/** Names that are visible in a graph: its own and those of the graphs around it. */
interface Scope {
  names: Set<string>
  outer: Scope | undefined
}

function isKnown(name: string, scope: Scope | undefined): boolean {
  for (let at = scope; at; at = at.outer) if (at.names.has(name)) return true
  return false
}

/** Names that a node reads, those that the graphs inside it take from around them included. */
export function readsOf(node: OnnxNode): string[] {
  return [...node.inputs.filter((name) => name !== ''), ...innerGraphs(node).flatMap(freeNames)]
}

const free = new WeakMap<OnnxGraph, string[]>()
/** Names that a graph takes from the graphs around it. */
export function freeNames(graph: OnnxGraph): string[] {
  const known = free.get(graph)
  if (known) return known
  const own = new Set([
    ...graph.inputs.map(({ name }) => name),
    ...graph.initializers.keys(),
    ...graph.sparseInitializers.keys(),
    ...graph.nodes.flatMap((node) => node.outputs),
  ])
  const read = [...graph.nodes.flatMap(readsOf), ...graph.outputs.map(({ name }) => name)]
  const found = [...new Set(read.filter((name) => !own.has(name)))]
  free.set(graph, found)
  return found
}

function collectOutputs(nodes: readonly OnnxNode[], names: Set<string>): Map<string, number> {
  const makers = new Map<string, number>()
  nodes.forEach((node, i) => {
    for (const output of node.outputs) {
      if (output === '') continue
      if (names.has(output)) refuse('invalid-graph', `Two places of the graph define ${quoted(output)}; one is ${describeNode(node)}.`, FIX)
      names.add(output)
      makers.set(output, i)
    }
  })
  return makers
}

/**
 * The nodes in an order in which each comes after those it reads from.
 * @throws ModelRefused `invalid-graph` when nodes wait for each other
 */
export function inOrder(nodes: readonly OnnxNode[], makers: ReadonlyMap<string, number>): OnnxNode[] {
  const waiting = new Array<number>(nodes.length).fill(0)
  const readers = nodes.map((): number[] => [])
  nodes.forEach((node, i) => {
    for (const maker of new Set(readsOf(node).map((name) => makers.get(name)))) {
      if (maker === undefined) continue
      waiting[i]++
      readers[maker].push(i)
    }
  })
  const ready = nodes.flatMap((_, i) => (waiting[i] === 0 ? [i] : []))
  for (let at = 0; at < ready.length; at++) {
    for (const reader of readers[ready[at]]) if (--waiting[reader] === 0) ready.push(reader)
  }
  if (ready.length < nodes.length) {
    const stuck = nodes[waiting.findIndex((count) => count > 0)]
    refuse('invalid-graph', `${describeNode(stuck)} takes part in a cycle: nodes wait for each other.`, FIX)
  }
  return ready.map((i) => nodes[i])
}

function checkNodes(nodes: readonly OnnxNode[], scope: Scope): void {
  const makers = collectOutputs(nodes, scope.names)
  for (const node of nodes) {
    const missing = node.inputs.find((name) => name !== '' && !isKnown(name, scope))
    if (missing !== undefined) refuse('invalid-graph', `${describeNode(node)} reads ${quoted(missing)}, which nothing defines.`, FIX)
    for (const inner of innerGraphs(node)) checkGraph(inner, scope)
  }
  inOrder(nodes, makers)
}

function checkGraph(graph: OnnxGraph, outer: Scope | undefined): void {
  const names = new Set<string>()
  for (const { name } of graph.inputs) {
    if (names.has(name)) refuse('invalid-graph', `Two inputs are named ${quoted(name)}.`, FIX)
    names.add(name)
  }
  for (const name of [...graph.initializers.keys(), ...graph.sparseInitializers.keys()]) names.add(name)
  const scope = { names, outer }
  checkNodes(graph.nodes, scope)
  const outputs = new Set<string>()
  for (const { name } of graph.outputs) {
    if (!isKnown(name, scope)) refuse('invalid-graph', `Output ${quoted(name)} is defined by nothing.`, FIX)
    if (outputs.has(name)) refuse('invalid-graph', `Two outputs are named ${quoted(name)}.`, FIX)
    outputs.add(name)
  }
}

/** Every name read is defined, none twice, and no node waits for itself; in all graphs and functions. */
export function checkStructure(model: OnnxModel): void {
  checkGraph(model.graph, undefined)
  for (const fn of model.functions) {
    const scope = { names: new Set(fn.inputs), outer: undefined }
    checkNodes(fn.nodes, scope)
    const missing = fn.outputs.find((name) => !isKnown(name, scope))
    if (missing !== undefined) refuse('invalid-graph', `Function ${quoted(fn.name)} does not define its output ${quoted(missing)}.`, FIX)
  }
}
