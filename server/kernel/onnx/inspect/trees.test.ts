import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FLOATS, floatsAttribute, intAttribute, intsAttribute, model, node, textsAttribute, value } from '../build-model.ts'
import { inspectModel } from './inspect-model.ts'
import { refusalOf } from './refusal.ts'

const COLUMNS = 5

/** Flat node lists of a tree ensemble, as the operator has them. */
interface Lists {
  treeIds: number[]
  nodeIds: number[]
  features: number[]
  modes: string[]
  thresholds: number[]
  yes: number[]
  no: number[]
  leafTrees: number[]
  leafNodes: number[]
  targets: number[]
  weights: number[]
}

const empty = (): Lists => ({
  treeIds: [],
  nodeIds: [],
  features: [],
  modes: [],
  thresholds: [],
  yes: [],
  no: [],
  leafTrees: [],
  leafNodes: [],
  targets: [],
  weights: [],
})

/** Trees by their splits: `shape[i]` says whether the i-th node to be placed is a branch. */
function grow(trees: readonly (readonly boolean[])[]): Lists {
  const lists = empty()
  trees.forEach((shape, tree) => {
    const first = lists.treeIds.length
    let next = 1
    for (let id = 0; id < next; id++) {
      const branch = shape[id] === true
      lists.treeIds.push(tree)
      lists.nodeIds.push(id)
      lists.features.push(branch ? id % COLUMNS : 0)
      lists.modes.push(branch ? 'BRANCH_LEQ' : 'LEAF')
      lists.thresholds.push(branch ? id / 2 : NaN)
      lists.yes.push(branch ? next : 0)
      lists.no.push(branch ? next + 1 : 0)
      if (branch) next += 2
    }
    for (let at = first; at < lists.treeIds.length; at++) {
      if (lists.modes[at] !== 'LEAF') continue
      lists.leafTrees.push(tree)
      lists.leafNodes.push(lists.nodeIds[at])
      lists.targets.push(0)
      lists.weights.push(at)
    }
  })
  return lists
}

function fate(lists: Lists): string {
  const attributes = [
    intsAttribute('nodes_treeids', lists.treeIds),
    intsAttribute('nodes_nodeids', lists.nodeIds),
    intsAttribute('nodes_featureids', lists.features),
    textsAttribute('nodes_modes', lists.modes),
    floatsAttribute('nodes_values', lists.thresholds),
    intsAttribute('nodes_truenodeids', lists.yes),
    intsAttribute('nodes_falsenodeids', lists.no),
    intsAttribute('target_treeids', lists.leafTrees),
    intsAttribute('target_nodeids', lists.leafNodes),
    intsAttribute('target_ids', lists.targets),
    floatsAttribute('target_weights', lists.weights),
    intAttribute('n_targets', 1),
  ]
  const inputs = [value('x', FLOATS, ['N', COLUMNS])]
  try {
    inspectModel(model({ inputs, outputs: [value('y', FLOATS, ['N', 1])], nodes: [node('ai.onnx.ml:TreeEnsembleRegressor', ['x'], ['y'], attributes)] }))
    return 'accepted'
  } catch (error) {
    const refusal = refusalOf(error)
    if (!refusal) throw error
    return refusal.code
  }
}

/** Ensembles whose first tree has a branch, so that there is something to break. */
const ensembles = fc
  .array(fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 4 })
  .map(([first, ...rest]) => [[true, ...first], ...rest])
  .map(grow)

describe('flat tree ensembles', () => {
  it('are accepted as long as they are trees over columns that exist', () => {
    fc.assert(
      fc.property(ensembles, (lists) => {
        expect(fate(lists)).toBe('accepted')
      }),
    )
  })

  it.each<[string, (lists: Lists, branch: number) => void]>([
    ['a child that is the root', (lists, at) => (lists.yes[at] = 0)],
    ['a node that is its own child', (lists, at) => (lists.no[at] = lists.nodeIds[at])],
    ['a child that does not exist', (lists, at) => (lists.no[at] = 999)],
    ['a column that does not exist', (lists, at) => (lists.features[at] = COLUMNS)],
    ['a threshold that is no number', (lists, at) => (lists.thresholds[at] = NaN)],
    ['an unknown mode', (lists, at) => (lists.modes[at] = 'BRANCH_XOR')],
    ['two nodes of one id', (lists) => (lists.nodeIds[1] = 0)],
    ['a list that is too short', (lists) => lists.yes.pop()],
    ['a weight on no node', (lists) => (lists.leafNodes[0] = 999)],
    ['a weight for no target', (lists) => (lists.targets[0] = 1)],
    ['a weight that is no number', (lists) => (lists.weights[0] = NaN)],
  ])('are refused for %s', (_, spoil) => {
    fc.assert(
      fc.property(ensembles, fc.nat(), (lists, pick) => {
        const branches = lists.modes.flatMap((mode, at) => (mode === 'LEAF' ? [] : [at]))
        spoil(lists, branches[pick % branches.length])
        expect(fate(lists)).toBe('invalid-tree')
      }),
      { numRuns: 30 },
    )
  })

  it('may be deep, not bottomless, and may share branches only in proportion', () => {
    const chain = (depth: number): Lists => {
      const lists = empty()
      for (let id = 0; id < depth; id++) {
        lists.treeIds.push(0)
        lists.nodeIds.push(id)
        lists.features.push(0)
        lists.modes.push('BRANCH_LEQ')
        lists.thresholds.push(id)
        lists.yes.push(id + 1)
        lists.no.push(depth)
      }
      lists.treeIds.push(0)
      lists.nodeIds.push(depth)
      lists.features.push(0)
      lists.modes.push('LEAF')
      lists.thresholds.push(0)
      lists.yes.push(0)
      lists.no.push(0)
      return { ...lists, leafTrees: [0], leafNodes: [depth], targets: [0], weights: [1] }
    }
    expect(fate(chain(1500))).toBe('accepted')
    expect(fate(chain(10_001))).toBe('resource-limit')
    const doubling = chain(40)
    doubling.no = doubling.yes.slice()
    expect(fate(doubling)).toBe('resource-limit')
  })
})
