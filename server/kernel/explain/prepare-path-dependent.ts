import type { AdditiveModel, FeatureRows } from './additive-model.ts'
import { blockTables, PLAYER_LAYOUT } from './ensemble/block-tables.ts'
import { coversOf, metOnPath } from './ensemble/covers.ts'
import { gaussLegendre } from './ensemble/gauss-legendre.ts'
import { pathDependentCredit } from './ensemble/leaf-credit.ts'
import { pathWalker } from './ensemble/path-walk.ts'
import { longestPath } from './ensemble/walk.ts'
import { cutModel, encodeBaseline } from './prepared-model.ts'
import type { PreparedBackground, PrepareOptions } from './prepared-model.ts'

/** A quadrature that integrates a product of `players - 1` linear factors exactly. */
const quadratureFor = (players: number) => gaussLegendre(Math.max(1, Math.ceil(players / 2)))

/**
 * Prepares path-dependent Shapley values: off the coalition, a tree sends a row both ways, in the proportion in which the
 * training rows part at that node (Lundberg et al. 2020, algorithm 1). The covers are those of the `count` rows given, by
 * routing them: no exporter writes true ones. Linear terms are measured against the rows' mean.
 *
 * A leaf that no row reaches (counted in `leavesWithoutRows`) weighs nothing unless the explained row itself goes there;
 * below a node without rows both ways weigh the same.
 *
 * @throws BaselineError without rows, or when a linear term meets a missing value
 */
export function preparePathDependent(
  model: AdditiveModel,
  training: FeatureRows,
  count: number,
  options: PrepareOptions = {},
): PreparedBackground & { readonly leavesWithoutRows: number } {
  const { encoded, means, baseValue } = encodeBaseline(model, training, count)
  const { trees } = model
  const covers = coversOf(trees, encoded, model.columns.length, count)
  const { player, ranks, programs, outside, isWhole } = options.cut ?? cutModel(model, PLAYER_LAYOUT, options)
  const rules = Array.from({ length: model.players + 1 }, (_, players) => (players <= 32 ? quadratureFor(players) : undefined))
  const tabulated = programs.map(({ program, blocks }) => {
    const tables = blockTables(trees, blocks, player, PLAYER_LAYOUT, (leaf, _, block) => {
      const players = leaf.players.map((place) => blocks[block].players[place])
      const credit = pathDependentCredit(metOnPath(trees, covers, player, leaf.node, players), rules[players.length] ?? quadratureFor(players.length))
      return credit.map((value) => value * leaf.value)
    })
    return { program, blocks, tables }
  })
  const bytes = tabulated.reduce((sum, { tables }) => sum + tables.table.byteLength, 0)
  const { leavesWithoutRows } = covers
  const base = { model, rows: count, baseValue, means, ranks, tabulated, targets: model.players, bytes, leavesWithoutRows }
  if (isWhole) return base
  const quadrature = quadratureFor(longestPath(trees, player, outside))
  return { ...base, bytes: bytes + covers.share.byteLength, walk: pathWalker(trees, outside, covers, player, model.players, quadrature) }
}
