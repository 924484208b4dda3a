import { applyLink, encodeRows } from './additive-model.ts'
import type { AdditiveModel, FeatureRows, Link } from './additive-model.ts'
import type { TreeSet } from './ensemble/tree-set.ts'
import { marginOf } from './prepared-model.ts'

/** Distance from 1 to the next float32. */
const EPS32 = 2 ** -23
const TOLERANCE = 4 * EPS32

/**
 * How far baseValue + contributions may be from what ONNX Runtime returns for each row, through the link: what summing the
 * margin's terms in float32 costs, 4 eps32 times the sum of each tree's largest leaf, the weighted columns of the row and the
 * constant (all absolute), times the slope of the link; and 4 eps32 of the link's own result.
 */
export function additivityBounds(model: AdditiveModel, rows: FeatureRows, count: number): Float64Array {
  const { linear, weights, columns, constant, link } = model
  const stride = columns.length
  const encoded = encodeRows(model, rows, count)
  const fixed = Math.abs(constant) + largestLeaves(model.trees)
  return Float64Array.from({ length: count }, (_, row) => {
    let terms = fixed
    for (let term = 0; term < linear.length; term++) terms += Math.abs(weights[term] * encoded[row * stride + linear[term]])
    return boundThroughLink(link, marginOf(model, encoded, row * stride), TOLERANCE * terms)
  })
}

/** Σ over the trees of the largest absolute leaf. */
function largestLeaves({ roots, column, yes, no, value }: TreeSet): number {
  let sum = 0
  for (const root of roots) {
    let largest = 0
    const stack = [root]
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (column[node] < 0) largest = Math.max(largest, Math.abs(value[node]))
      else stack.push(yes[node], no[node])
    }
    sum += largest
  }
  return sum
}

/** The larger change of the output when the margin moves by `terms` either way. */
function boundThroughLink(link: Link, margin: number, terms: number): number {
  if (link === 'identity') return terms
  const output = applyLink(link, margin)
  const moved = Math.max(Math.abs(applyLink(link, margin + terms) - output), Math.abs(applyLink(link, margin - terms) - output))
  return moved + TOLERANCE * Math.max(Math.abs(output), link === 'logistic' ? 1 : 0)
}
