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
