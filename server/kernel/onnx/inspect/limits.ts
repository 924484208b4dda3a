/** Bounds on what a model may hold; beyond them intake refuses with `resource-limit`. */
export const LIMITS = {
  inputs: 1000,
  outputs: 1000,
  metadataEntries: 1000,
  metadataCharacters: 1_000_000,
  nameLength: 512,
  /** Nodes after all functions are written out in place of their calls. */
  expandedNodes: 100_000,
  /** Iterations of a loop, those of the loops around it multiplied in. */
  loopIterations: 10_000,
  /** Elements of a tensor that the graph makes out of constants alone. */
  constantElements: 2 ** 26,
  treeDepth: 10_000,
  /** Nodes of a tree after shared branches are written out. */
  treeNodes: 2 ** 24,
  rank: 32,
} as const

/** IR versions and operator sets that ONNX Runtime 1.30 runs (measured: each next one is refused at load). */
export const SUPPORTED = {
  ir: { from: 3, to: 13 },
  opsets: new Map([
    ['ai.onnx', 26],
    ['ai.onnx.ml', 5],
    ['com.microsoft', 1],
  ]),
} as const
