import type { CoalitionWeights, PairWeights } from './coalition-weights.ts'
import type { Quadrature } from './gauss-legendre.ts'

/*
 * What a leaf of value w gives the players of its path. The row meets a set `a` of them, a background row a set `b`; in the
 * coalition S the leaf is reached when a meets it on S and b elsewhere. Bit i of a pattern stands for player i.
 */

function ones(bits: number): number {
  let count = 0
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++
  return count
}

/**
 * `credit[a * depth + i]`: what player i gets when the row meets the players in `a`, summed over the background patterns b
 * that meet all others; `share[b]` is the leaf's value times the share of rows with pattern b.
 */
export function interventionalCredit(share: Float64Array, depth: number, weights: CoalitionWeights): Float64Array {
  const full = 2 ** depth - 1
  const credit = new Float64Array((full + 1) * depth)
  for (let b = 0; b <= full; b++) {
    if (share[b] === 0) continue
    const rowOnly = full & ~b
    const s = ones(rowOnly)
    for (let common = b; ; common = (common - 1) & b) {
      const backgroundOnly = b & ~common
      const t = ones(backgroundOnly)
      const up = share[b] * weights.plus[s * weights.size + t]
      const down = share[b] * weights.minus[s * weights.size + t]
      const at = (rowOnly | common) * depth
      for (let i = 0; i < depth; i++) {
        if ((rowOnly >> i) & 1) credit[at + i] += up
        else if ((backgroundOnly >> i) & 1) credit[at + i] -= down
      }
      if (common === 0) break
    }
  }
  return credit
}

/** Pairs i < j of `depth` players, in the order (0, 1), (0, 2), (1, 2), (0, 3), …: pair (i, j) is number j (j - 1) / 2 + i. */
export const pairIndex = (i: number, j: number): number => (j * (j - 1)) / 2 + i

/** `credit[a * pairs + pair]`: the Shapley interaction of both players, arranged as in `interventionalCredit`. */
export function interventionalPairCredit(share: Float64Array, depth: number, weights: PairWeights): Float64Array {
  const full = 2 ** depth - 1
  const pairs = (depth * (depth - 1)) / 2
  const credit = new Float64Array((full + 1) * pairs)
  for (let b = 0; b <= full; b++) {
    if (share[b] === 0) continue
    const rowOnly = full & ~b
    const s = ones(rowOnly)
    for (let common = b; ; common = (common - 1) & b) {
      const backgroundOnly = b & ~common
      const at = (rowOnly | common) * pairs
      const place = s * weights.size + ones(backgroundOnly)
      for (let j = 1; j < depth; j++) {
        if ((common >> j) & 1) continue
        const isRowJ = (rowOnly >> j) & 1
        for (let i = 0; i < j; i++) {
          if ((common >> i) & 1) continue
          const isRowI = (rowOnly >> i) & 1
          const weight = isRowI !== isRowJ ? -weights.mixed[place] : isRowI ? weights.row[place] : weights.background[place]
          credit[at + pairIndex(i, j)] += share[b] * weight
        }
      }
      if (common === 0) break
    }
  }
  return credit
}

/**
 * `credit[a * depth + i]` of a leaf of value 1 in the path-dependent game: off the coalition, player i's splits are met with
 * probability `met[i]`, independently. φ_i = (a_i - met_i) ∫ Π over the others of (t a_j + (1 - t) met_j) dt, a polynomial
 * of degree depth - 1, which the quadrature integrates exactly.
 */
export function pathDependentCredit(met: Float64Array, { points, weights }: Quadrature): Float64Array {
  const depth = met.length
  const credit = new Float64Array(2 ** depth * depth)
  for (let a = 0; a < 2 ** depth; a++) {
    for (let q = 0; q < points.length; q++) {
      const t = points[q]
      for (let i = 0; i < depth; i++) {
        let product = weights[q] * (((a >> i) & 1) - met[i])
        for (let j = 0; j < depth; j++) if (j !== i) product *= t * ((a >> j) & 1) + (1 - t) * met[j]
        credit[a * depth + i] += product
      }
    }
  }
  return credit
}
