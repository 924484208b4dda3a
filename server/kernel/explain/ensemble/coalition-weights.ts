/**
 * Shapley weights of a leaf that the row alone reaches on `s` players and the background row alone on `t` players.
 *
 * `plus[s * size + t]` = (s-1)! t! / (s+t)! is the credit of each of the `s`, `minus[…]` = s! (t-1)! / (s+t)! the debit of
 * each of the `t`, for 0 <= s, t < size (Lundberg et al., Nature Machine Intelligence 2, 2020, algorithm 3).
 */
export type CoalitionWeights = { readonly size: number; readonly plus: Float64Array; readonly minus: Float64Array }

/** Weights for at most `players` players on one path. */
export function coalitionWeights(players: number): CoalitionWeights {
  const size = players + 1
  const plus = new Float64Array(size * size)
  const minus = new Float64Array(size * size)
  for (let s = 1; s < size; s++) {
    plus[s * size] = 1 / s
    for (let t = 1; t < size; t++) plus[s * size + t] = (plus[s * size + t - 1] * t) / (s + t)
  }
  for (let s = 0; s < size; s++) for (let t = 1; t < size; t++) minus[s * size + t] = plus[t * size + s]
  return { size, plus, minus }
}

/**
 * Shapley interactions of a leaf that the row alone reaches on `s` players and the background row alone on `t`, at
 * `s * size + t`: of two of the s `row` = (s-2)! t! / (s+t-1)!, of two of the t `background` = s! (t-2)! / (s+t-1)!, of one of
 * each minus `mixed` = (s-1)! (t-1)! / (s+t-1)! (Grabisch and Roubens 1999, for the game that is 1 on S ⊇ s, S ∩ t = ∅).
 */
export type PairWeights = { readonly size: number; readonly row: Float64Array; readonly background: Float64Array; readonly mixed: Float64Array }

/** Weights for at most `players` players on one path. */
export function pairWeights(players: number): PairWeights {
  const { size, plus, minus } = coalitionWeights(players)
  const [row, background, mixed] = [new Float64Array(size * size), new Float64Array(size * size), new Float64Array(size * size)]
  for (let s = 0; s < size; s++) {
    for (let t = 0; t < size; t++) {
      const at = s * size + t
      // Two players that always act together are one player of the same leaf.
      if (s >= 2) row[at] = plus[at - size]
      if (t >= 2) background[at] = minus[at - 1]
      if (s >= 1 && t >= 1) mixed[at] = betaOf(s - 1, t - 1)
    }
  }
  return { size, row, background, mixed }
}

/** p! q! / (p + q + 1)!, the Beta function of p + 1 and q + 1. */
function betaOf(p: number, q: number): number {
  let value = 1 / (p + 1)
  for (let k = 1; k <= q; k++) value *= k / (p + 1 + k)
  return value
}
