import type { OnnxFunction, OnnxGraph, OnnxModel, OnnxNode } from '../model.ts'

/** The graphs inside a node: branches and bodies. */
export const innerGraphs = (node: OnnxNode): OnnxGraph[] => [...node.attributes.values()].flatMap((attribute) => attribute.graphs)

/** All nodes of a list and of the graphs inside them. */
export function* allNodes(nodes: readonly OnnxNode[]): Generator<OnnxNode> {
  for (const node of nodes) {
    yield node
    for (const graph of innerGraphs(node)) yield* allNodes(graph.nodes)
  }
}

/** A graph and those inside its nodes. */
export function* allGraphs(graph: OnnxGraph): Generator<OnnxGraph> {
  yield graph
  for (const node of graph.nodes) for (const inner of innerGraphs(node)) yield* allGraphs(inner)
}

/** Every node of the model, those of functions included, each once as written. */
export function* nodesOf(model: OnnxModel): Generator<OnnxNode> {
  yield* allNodes(model.graph.nodes)
  for (const fn of model.functions) yield* allNodes(fn.nodes)
}

/** Every graph of the model, those inside functions included. */
export function* graphsOf(model: OnnxModel): Generator<OnnxGraph> {
  yield* allGraphs(model.graph)
  for (const fn of model.functions) for (const node of fn.nodes) for (const inner of innerGraphs(node)) yield* allGraphs(inner)
}

/** A node for a sentence: its operator and, if it has one, its name. */
export const describeNode = (node: OnnxNode): string => (node.name === '' ? node.opType : `${node.opType} "${node.name.slice(0, 60)}"`)

export type FunctionsByName = ReadonlyMap<string, OnnxFunction>
const functionKey = (domain: string, name: string, overload: string): string => JSON.stringify([domain, name, overload])
export const functionsOf = (model: OnnxModel): FunctionsByName => new Map(model.functions.map((fn) => [functionKey(fn.domain, fn.name, fn.overload), fn]))
/** The model's own function that a node calls. */
export const calledBy = (node: OnnxNode, functions: FunctionsByName): OnnxFunction | undefined =>
  functions.size === 0 ? undefined : functions.get(functionKey(node.domain, node.opType, node.overload))
