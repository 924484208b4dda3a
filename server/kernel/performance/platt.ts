import { sumOf } from '../numbers/sum.ts'

/** P(positive | score) = 1 / (1 + exp(a·score + b)). */
export interface PlattFit {
  a: number
  b: number
}

const ROUNDS = 100

/** Probability of a positive at `score`, without overflow. */
export const plattAt = ({ a, b }: PlattFit, score: number): number => 1 / (1 + Math.exp(a * score + b))

/** ln(1 + e^x). */
const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))

/**
 * A logistic curve through scores and their truth (1 positive, 0 negative), with Platt's targets (N₊+1)/(N₊+2) and
 * 1/(N₋+2), so that it is finite for separated classes too: Platt, 1999; by Newton's method with halved steps as Lin, Lin and
 * Weng, Machine Learning 68, 2007.
 */
export function fitPlatt(scores: Float64Array, truth: Uint8Array): PlattFit {
  const n = scores.length
  const positive = truth.reduce((count, is) => count + (is === 1 ? 1 : 0), 0)
  const target = (row: number) => (truth[row] === 1 ? (positive + 1) / (positive + 2) : 1 / (n - positive + 2))
  const loss = (a: number, b: number) => sumOf(n, (row) => softplus(a * scores[row] + b) - (1 - target(row)) * (a * scores[row] + b))
  let [a, b] = [0, Math.log((n - positive + 1) / (positive + 1))]
  let value = loss(a, b)
  for (let round = 0; round < ROUNDS; round++) {
    let [aa, ab, bb, ga, gb] = [1e-12, 0, 1e-12, 0, 0]
    for (let row = 0; row < n; row++) {
      const p = plattAt({ a, b }, scores[row])
      const [error, spread] = [target(row) - p, p * (1 - p)]
      aa += scores[row] * scores[row] * spread
      ab += scores[row] * spread
      bb += spread
      ga += scores[row] * error
      gb += error
    }
    const determinant = aa * bb - ab * ab
    const [stepA, stepB] = [-(bb * ga - ab * gb) / determinant, -(aa * gb - ab * ga) / determinant]
    let size = 1
    let next = loss(a + stepA, b + stepB)
    while (!(next <= value) && size > 1e-10) {
      size /= 2
      next = loss(a + size * stepA, b + size * stepB)
    }
    if (!(next <= value)) break
    ;[a, b, value] = [a + size * stepA, b + size * stepB, next]
    if (Math.abs(size * stepA) + Math.abs(size * stepB) < 1e-12 * (1 + Math.abs(a) + Math.abs(b))) break
  }
  return { a, b }
}
