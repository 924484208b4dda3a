import type { AdditiveModel, FeatureRows } from '#server/kernel/explain/additive-model.ts'
import { explainRows } from '#server/kernel/explain/explain-rows.ts'
import { preparePathDependent } from '#server/kernel/explain/prepare-path-dependent.ts'
import type { Tally } from './tally.ts'

/** SHAP's path-dependent values with the training rows that each node had, which no model file holds. */
export type PathDependentPart = {
  row_ids?: (string | number)[]
  path_dependent?: { base_value: number; shap: number[][] | null }
  interactions_path_dependent?: { row_ids: (string | number)[]; values: number[][][] }
  checks?: {
    onnx_margin_minus_library_margin_max_abs?: number
    path_dependent_sum_plus_base_minus_library_margin_max_abs?: number
    interactions_row_sum_minus_path_dependent_max_abs?: number
  }
}

/** Sums over the same trees in two orders of addition. */
const SAME_FILE = { absolute: 1e-9, relative: 1e-9 }

/** How far a library's float32 sums may be from its file's, where the golden file does not say. */
const LIBRARY_APART = 1e-5

const total = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, value) => sum + value, 0)

/** The players that some tree or linear term reads. */
function playersRead({ columns, trees, linear }: AdditiveModel): Set<number> {
  const read = [...trees.column].filter((column) => column >= 0)
  return new Set([...read, ...linear].map((column) => columns[column].player))
}

/**
 * Holds path-dependent values against what is true of them whatever the covers are. SHAP's own values cannot be compared one by
 * one: they follow the training rows, ours the rows of the background.
 *
 * @param background and `rows` as the model takes them, with how many they are
 */
export function checkPathDependent(
  tally: Tally,
  model: AdditiveModel,
  { path_dependent: part, interactions_path_dependent: pairs, row_ids: ids, checks }: PathDependentPart,
  background: { rows: FeatureRows; count: number },
  explained: { rows: FeatureRows; count: number },
): void {
  if (!part) return
  const prepared = preparePathDependent(model, background.rows, background.count)
  const { contributions, margins, baseValue } = explainRows(prepared, explained.rows, explained.count)
  const read = playersRead(model)
  // The file says how far the library's margin is from that of its trees, and SHAP's sum from the library's margin.
  const { onnx_margin_minus_library_margin_max_abs: ofTrees = LIBRARY_APART, path_dependent_sum_plus_base_minus_library_margin_max_abs: ofSums = 0 } =
    checks ?? {}
  const witness = { absolute: 1e-9 + ofTrees + ofSums, relative: 1e-9 }
  for (let row = 0; row < explained.count; row++) {
    const check = tally.case(`path-dependent row ${row}`)
    const own = contributions.subarray(row * model.players, (row + 1) * model.players)
    const shap = part.shap?.[row]
    check('sum', total(own) + baseValue, margins[row], SAME_FILE)
    if (shap) check('sum by SHAP', total(shap) + part.base_value, margins[row], witness)
    own.forEach((value, player) => {
      if (!read.has(player)) check(`feature ${player}, which no tree reads`, value, shap?.[player] ?? 0)
    })
  }
  pairs?.values.forEach((matrix, at) => {
    const row = ids?.indexOf(pairs.row_ids[at]) ?? at
    const reach = model.players * (checks?.interactions_row_sum_minus_path_dependent_max_abs ?? LIBRARY_APART)
    tally.case(`path-dependent interactions of row ${row}`)('sum by SHAP', total(matrix.flat()) + part.base_value, margins[row], {
      ...witness,
      absolute: witness.absolute + reach,
    })
  })
}
