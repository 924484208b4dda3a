import type { AdditiveModel, EncodedColumn, Link } from './additive-model.ts'
import { appendTrees, leafValues } from './ensemble/raw-ensemble.ts'
import { TreeLimitError, TreeSetBuilder } from './ensemble/tree-set.ts'
import { asSum, NotAdditiveError } from './graph/columns.ts'
import type { Column, ConstantColumn, FeatureColumn, SumColumn } from './graph/columns.ts'
import { graphOf } from './graph/from-onnx.ts'
import { readOutput } from './graph/read-graph.ts'
import type { OnnxModel } from '../onnx/model.ts'
import { OnnxReadError } from '../onnx/wire.ts'

export const EXACT_METHODS = ['interventional-tree', 'interventional-linear', 'interventional-additive'] as const
export type ExactMethod = (typeof EXACT_METHODS)[number]

/** What contributions add up to: the margin before the model's link, or the output itself. */
export const EXPLANATION_SPACES = ['log-odds', 'log-output', 'probit-margin', 'output'] as const
export type ExplanationSpace = (typeof EXPLANATION_SPACES)[number]

/** The score a version decides by: a column of an output. */
export type DecisionScore = { readonly output: string; readonly class?: number }

export type Explainer =
  | {
      readonly exact: true
      readonly method: ExactMethod
      readonly space: ExplanationSpace
      /** The space in words, with the class where there is one. */
      readonly spaceText: string
      readonly model: AdditiveModel
    }
  | { readonly exact: false; readonly why: string }

const SPACES: Record<Link, ExplanationSpace> = {
  logistic: 'log-odds',
  exponential: 'log-output',
  probit: 'probit-margin',
  identity: 'output',
}

/**
 * Reads the model's decision score as a sum of trees and weighted columns, each column a function of one feature, through
 * any column-wise preprocessing; such a sum has exact interventional Shapley values.
 *
 * @param features names in the version's order
 * @returns `exact: false` with the reason when the graph is not such a sum (a network, a forest under a non-linear step,
 *   a softmax over more than two classes)
 */
export function explainerFor(onnx: OnnxModel, decision: DecisionScore, features: readonly string[]): Explainer {
  try {
    const tensor = readOutput(graphOf(onnx), decision.output, features)
    const index = decision.class ?? 0
    if (decision.class === undefined && tensor.columns.length > 1)
      return { exact: false, why: `The decision names no class of ${decision.output}, which has ${tensor.columns.length} columns` }
    const column = tensor.columns[index]
    if (!column) return { exact: false, why: `${decision.output} has ${tensor.columns.length} columns, no column ${index}` }
    const model = additiveModel(column, features.length, decision.output)
    const space = SPACES[model.link]
    return { exact: true, method: methodOf(model), space, spaceText: spaceText(space, decision, tensor.labels), model }
  } catch (error) {
    if (error instanceof NotAdditiveError || error instanceof TreeLimitError || error instanceof OnnxReadError) return { exact: false, why: error.message }
    throw error
  }
}

function methodOf(model: AdditiveModel): ExactMethod {
  if (model.linear.length === 0) return 'interventional-tree'
  return model.trees.roots.length === 0 ? 'interventional-linear' : 'interventional-additive'
}

function spaceText(space: ExplanationSpace, decision: DecisionScore, labels: readonly string[] | undefined): string {
  const name = labels?.[decision.class ?? 0] ?? decision.class
  const ofClass = name === undefined ? '' : ` of class ${name}`
  switch (space) {
    case 'log-odds':
      return `log-odds${ofClass} (margin before the logistic link)`
    case 'log-output':
      return `logarithm of the output${ofClass} (margin before the exponential link)`
    case 'probit-margin':
      return `margin${ofClass} before the probit link`
    case 'output':
      return `output${ofClass} (no link)`
  }
}

function additiveModel(column: Column, players: number, where: string): AdditiveModel {
  const sum = column.kind === 'linked' ? column.margin : asSum(column, where)
  const columns: EncodedColumn[] = []
  const indexOf = new Map<FeatureColumn | ConstantColumn, number>()
  const columnOf = (read: FeatureColumn | ConstantColumn): number => {
    const known = indexOf.get(read)
    if (known !== undefined) return known
    indexOf.set(read, columns.length)
    return columns.push(encoded(read)) - 1
  }
  const builder = new TreeSetBuilder()
  for (const { ensemble, values } of mergedLeaves(sum)) appendTrees(ensemble.raw, values, (at) => columnOf(ensemble.inputs[at]), builder)
  const terms = [...sum.terms]
  return {
    features: players,
    players,
    linear: Int32Array.from(terms, ([read]) => columnOf(read)),
    weights: Float64Array.from(terms, ([, weight]) => weight),
    columns,
    trees: builder.build(),
    constant: sum.constant,
    link: column.kind === 'linked' ? column.link : 'identity',
  }
}

/** A constant column belongs to the first feature; all rows agree on it, so that it never gets a contribution. */
function encoded(column: FeatureColumn | ConstantColumn): EncodedColumn {
  if (column.kind === 'constant') return { feature: 0, player: 0, encode: () => Number(column.value) }
  return { feature: column.player, player: column.player, encode: (cell) => Number(column.encode(cell)) }
}

/** One set of leaf values per ensemble, over all targets and factors it enters the sum with. */
function mergedLeaves(sum: SumColumn) {
  return [...Map.groupBy(sum.leaves, ({ ensemble }) => ensemble)].map(([ensemble, terms]) => {
    const values = new Float64Array(ensemble.raw.mode.length)
    for (const { target, scale } of terms) leafValues(ensemble.raw, target, scale).forEach((value, node) => (values[node] += value))
    return { ensemble, values }
  })
}
