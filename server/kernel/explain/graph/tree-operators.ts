import type { BranchMode } from '../ensemble/split.ts'
import type { Aggregate, PostTransform, RawEnsemble } from '../ensemble/raw-ensemble.ts'
import { NotAdditiveError } from './columns.ts'
import type { ConstantTensor, EnsembleUse, RowTensor, SumColumn, Tensor } from './columns.ts'
import { rows } from './operator.ts'
import type { Attributes, Operator } from './operator.ts'
import { classifierScores, regressorScores } from './post-transform.ts'

const MODES: (BranchMode | undefined)[] = ['BRANCH_LEQ', 'BRANCH_LT', 'BRANCH_GTE', 'BRANCH_GT', 'BRANCH_EQ', 'BRANCH_NEQ', 'BRANCH_MEMBER']
const AGGREGATES: Aggregate[] = ['AVERAGE', 'SUM', 'MIN', 'MAX']
/** As ONNX Runtime 1.30 counts them; the operator's text swaps LOGISTIC and SOFTMAX. */
const TRANSFORMS: PostTransform[] = ['NONE', 'LOGISTIC', 'SOFTMAX', 'SOFTMAX_ZERO', 'PROBIT']

function required<T>(value: T | undefined, name: string, where: string): T {
  if (value === undefined) throw new NotAdditiveError(`${where} has no ${name}`)
  return value
}

const numbersOf = (tensor: ConstantTensor | undefined) => tensor?.values.map(Number)

/** Floats of an attribute or of its `_as_tensor` twin. */
const either = (attributes: Attributes, name: string): ArrayLike<number> | undefined =>
  attributes.floats(name) ?? numbersOf(attributes.tensor(`${name}_as_tensor`))

/** Reads TreeEnsembleClassifier and TreeEnsembleRegressor of ai.onnx.ml 1 to 4. */
export function readFlatEnsemble(attributes: Attributes, prefix: 'class' | 'target', wide: boolean, where: string): RawEnsemble {
  const need = <T>(value: T | undefined, name: string): T => required(value, name, where)
  const treeIds = need(attributes.ints('nodes_treeids'), 'nodes_treeids')
  const nodeIds = need(attributes.ints('nodes_nodeids'), 'nodes_nodeids')
  const at = new Map<string, number>()
  treeIds.forEach((tree, index) => at.set(`${tree}/${nodeIds[index]}`, index))
  const modes = need(attributes.texts('nodes_modes'), 'nodes_modes').map((text) => {
    const mode = text === 'LEAF' ? text : MODES.slice(0, 6).find((known) => known === text)
    if (!mode) throw new NotAdditiveError(`${where} has a node of mode ${text}`)
    return mode
  })
  const branch = (name: string) => {
    const ids = need(attributes.ints(name), name)
    return Int32Array.from(treeIds, (tree, i) => (modes[i] === 'LEAF' ? -1 : (at.get(`${tree}/${ids[i]}`) ?? -1)))
  }
  const missing = attributes.ints('nodes_missing_value_tracks_true') ?? []
  const leafTrees = need(attributes.ints(`${prefix}_treeids`), `${prefix}_treeids`)
  const leafNodes = need(attributes.ints(`${prefix}_nodeids`), `${prefix}_nodeids`)
  const targets = need(attributes.ints(`${prefix}_ids`), `${prefix}_ids`)
  const weights = need(either(attributes, `${prefix}_weights`), `${prefix}_weights`)
  const labels = attributes.ints('classlabels_int64s')?.map(String) ?? attributes.texts('classlabels_strings')
  return {
    roots: firstNodes(treeIds),
    mode: modes,
    feature: need(attributes.ints('nodes_featureids'), 'nodes_featureids'),
    threshold: need(either(attributes, 'nodes_values'), 'nodes_values'),
    missingTracksTrue: (node) => missing[node] === 1,
    yes: branch('nodes_truenodeids'),
    no: branch('nodes_falsenodeids'),
    members: new Map(),
    weights: leafTrees.map((tree, i) => ({ node: at.get(`${tree}/${leafNodes[i]}`) ?? -1, target: targets[i], weight: weights[i] })),
    targets: prefix === 'class' ? (labels?.length ?? 0) : (attributes.int('n_targets') ?? 1),
    aggregate: aggregateOf(attributes.text('aggregate_function') ?? 'SUM', where),
    postTransform: transformOf(attributes.text('post_transform') ?? 'NONE', where),
    baseValues: either(attributes, 'base_values') ?? [],
    labels: prefix === 'class' ? labels : undefined,
    wide,
  }
}

/** The first node listed of each tree is its root, as in ONNX Runtime. */
function firstNodes(treeIds: readonly number[]): number[] {
  const seen = new Set<number>()
  const roots: number[] = []
  treeIds.forEach((tree, index) => {
    if (!seen.has(tree)) roots.push(index)
    seen.add(tree)
  })
  return roots
}

function aggregateOf(text: string, where: string): Aggregate {
  const found = AGGREGATES.find((known) => known === text)
  if (!found) throw new NotAdditiveError(`${where} aggregates with ${text}`)
  return found
}

function transformOf(text: string, where: string): PostTransform {
  const found = TRANSFORMS.find((known) => known === text)
  if (!found) throw new NotAdditiveError(`${where} ends in ${text}`)
  return found
}

/** Reads TreeEnsemble of ai.onnx.ml 5: leaves follow the nodes in the result. */
export function readTreeEnsemble(attributes: Attributes, wide: boolean, where: string): RawEnsemble {
  const need = <T>(value: T | undefined, name: string): T => required(value, name, where)
  const codes = need(numbersOf(attributes.tensor('nodes_modes')), 'nodes_modes')
  const splits = need(numbersOf(attributes.tensor('nodes_splits')), 'nodes_splits')
  const weights = need(numbersOf(attributes.tensor('leaf_weights')), 'leaf_weights')
  const targets = need(attributes.ints('leaf_targetids'), 'leaf_targetids')
  const nodes = codes.map((code) => required(MODES[code], `mode ${code}`, where))
  const branch = (ids: string, leafs: string) => {
    const isLeaf = need(attributes.ints(leafs), leafs)
    return Int32Array.from(need(attributes.ints(ids), ids), (id, i) => (isLeaf[i] === 1 ? id + nodes.length : id))
  }
  const missing = attributes.ints('nodes_missing_value_tracks_true') ?? []
  return {
    roots: need(attributes.ints('tree_roots'), 'tree_roots'),
    mode: [...nodes, ...weights.map(() => 'LEAF' as const)],
    feature: need(attributes.ints('nodes_featureids'), 'nodes_featureids'),
    threshold: splits,
    missingTracksTrue: (node) => missing[node] === 1,
    yes: branch('nodes_truenodeids', 'nodes_trueleafs'),
    no: branch('nodes_falsenodeids', 'nodes_falseleafs'),
    members: memberSets(nodes, numbersOf(attributes.tensor('membership_values')) ?? []),
    weights: weights.map((weight, i) => ({ node: nodes.length + i, target: targets[i], weight })),
    targets: attributes.int('n_targets') ?? 1,
    aggregate: AGGREGATES[attributes.int('aggregate_function') ?? 1],
    postTransform: TRANSFORMS[attributes.int('post_transform') ?? 0],
    baseValues: [],
    wide,
  }
}

/** The sets of BRANCH_MEMBER nodes, in node order, ended by NaN each. */
function memberSets(modes: readonly BranchMode[], values: readonly number[]): Map<number, Set<number>> {
  const sets: Set<number>[] = [new Set()]
  for (const value of values) {
    if (Number.isNaN(value)) sets.push(new Set())
    else sets[sets.length - 1].add(value)
  }
  const nodes = modes.flatMap((mode, node) => (mode === 'BRANCH_MEMBER' ? [node] : []))
  return new Map(nodes.map((node, index) => [node, sets[index] ?? new Set()]))
}

/** The ensemble's sums per target; the columns its splits read must come from one feature each. */
function scoresOf(raw: RawEnsemble, tensor: RowTensor, where: string): SumColumn[] {
  if (raw.roots.length > 1 && (raw.aggregate === 'MIN' || raw.aggregate === 'MAX'))
    throw new NotAdditiveError(`${where} takes the ${raw.aggregate} of its trees`)
  const used = new Set(raw.mode.flatMap((mode, node) => (mode === 'LEAF' ? [] : [raw.feature[node]])))
  const inputs = tensor.columns.map((column, index) => {
    if (column.kind === 'feature' || column.kind === 'constant') return column
    if (used.has(index)) throw new NotAdditiveError(`${where} splits on a value that several features share`)
    return { kind: 'constant' as const, value: NaN }
  })
  for (const feature of used) {
    if (!inputs[feature]) throw new NotAdditiveError(`${where} splits on column ${feature} of ${inputs.length}`)
  }
  const ensemble: EnsembleUse = { raw, inputs }
  const scale = raw.aggregate === 'AVERAGE' ? 1 / raw.roots.length : 1
  return Array.from({ length: raw.targets }, (_, target) => ({
    kind: 'sum',
    constant: 0,
    terms: new Map(),
    leaves: [{ ensemble, target, scale }],
  }))
}

const scoreTensor = (columns: RowTensor['columns']): RowTensor => ({ kind: 'rows', shape: [columns.length], type: 'float32', columns })

function treeClassifier(operator: Operator): Tensor[] {
  const tensor = rows(operator)
  const raw = readFlatEnsemble(operator.attributes, 'class', tensor.type === 'float64', operator.where)
  const scores = classifierScores(raw, scoresOf(raw, tensor, operator.where), operator.where)
  const label: Tensor = { kind: 'label', type: 'integer', why: `${operator.where} decides the label` }
  return [label, { ...scoreTensor(scores), labels: raw.labels }]
}

function treeRegressor(operator: Operator): Tensor[] {
  const tensor = rows(operator)
  const wide = tensor.type === 'float64'
  const raw =
    operator.opType === 'TreeEnsemble'
      ? readTreeEnsemble(operator.attributes, wide, operator.where)
      : readFlatEnsemble(operator.attributes, 'target', wide, operator.where)
  return [scoreTensor(regressorScores(raw, scoresOf(raw, tensor, operator.where), operator.where))]
}

export const TREE_OPERATORS: Record<string, (operator: Operator) => Tensor[]> = {
  TreeEnsembleClassifier: treeClassifier,
  TreeEnsembleRegressor: treeRegressor,
  TreeEnsemble: treeRegressor,
}
