import { freeNames, readsOf } from '../inspect/structure.ts'
import { innerGraphs } from '../inspect/traverse.ts'
import type { OnnxModel, OnnxNode } from '../model.ts'

/** A ZipMap at the end of the graph: the output it makes, the tensor it reads, and how many classes that has. */
export interface ZipMapEnd {
  node: OnnxNode
  output: string
  tensor: string
  classes: number
  /** Whether the tensor can simply take the output's name; else an Identity node copies it. */
  renames: boolean
}

export const isZipMap = (node: OnnxNode): boolean => node.domain === 'ai.onnx.ml' && node.opType === 'ZipMap'

export const classCountOf = (node: OnnxNode): number =>
  Math.max(node.attributes.get('classlabels_int64s')?.ints.length ?? 0, node.attributes.get('classlabels_strings')?.byteStrings.length ?? 0)

/** The ZipMap nodes whose map is an output of the model and nothing else. */
export function zipMapEnds(model: OnnxModel): ZipMapEnd[] {
  const { nodes, inputs, outputs, initializers } = model.graph
  const zipMaps = nodes.filter(isZipMap)
  if (zipMaps.length === 0) return []
  const outputNames = new Set(outputs.map(({ name }) => name))
  const fixedNames = new Set([...outputNames, ...inputs.map(({ name }) => name), ...initializers.keys(), ...nodes.flatMap(innerGraphs).flatMap(freeNames)])
  const read = new Set(nodes.flatMap(readsOf))
  const taken = new Set<string>()
  return zipMaps.flatMap((node): ZipMapEnd[] => {
    const [tensor] = node.inputs
    const [output] = node.outputs
    if (!tensor || !output || !outputNames.has(output) || read.has(output)) return []
    const renames = !fixedNames.has(tensor) && !taken.has(tensor)
    taken.add(tensor)
    return [{ node, output, tensor, classes: classCountOf(node), renames }]
  })
}
