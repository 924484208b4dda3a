import { fromHalf } from '#server/kernel/tensor/half.ts'
import type { Tensor } from '#server/kernel/tensor/datatype.ts'
import type { FeatureCell, FeatureCells } from '#server/kernel/tensor/feeds.ts'
import { Refused } from '#workers/inference/refused.ts'

function cellAt(tensor: Tensor, at: number): FeatureCell {
  const { values, datatype } = tensor
  if (Array.isArray(values)) return values[at]
  return datatype === 'FP16' ? fromHalf(Number(values[at])) : Number(values[at])
}

const columnOf = (tensor: Tensor, index: number, width: number, rows: number): FeatureCell[] =>
  Array.from({ length: rows }, (_, row) => cellAt(tensor, row * width + index))

/**
 * The rows of a request as cells of the version's features: one input holds them in order, several hold the column of
 * their name. Throws Refused 409 when the inputs are not the features.
 */
export function cellsOfFeeds(features: readonly string[], feeds: readonly Tensor[], rows: number): FeatureCells {
  const widthOf = (tensor: Tensor): number => tensor.values.length / rows
  if (feeds.length === 1) {
    const width = widthOf(feeds[0])
    if (width !== features.length) throw new Refused(409, `The input holds ${width} values a row, but the version declares ${features.length} features.`)
    return features.map((_, index) => columnOf(feeds[0], index, width, rows))
  }
  return features.map((feature) => {
    const tensor = feeds.find((feed) => feed.name === feature)
    if (!tensor || widthOf(tensor) !== 1) throw new Refused(409, `No input holds the feature "${feature}".`)
    return columnOf(tensor, 0, 1, rows)
  })
}

/** A cell as JSON says it: missing and infinite are null. */
export const cellJson = (cell: FeatureCell): number | string | null => (typeof cell === 'number' && !Number.isFinite(cell) ? null : cell)
