import { Sum } from './sum.ts'

/** Mean and squares of a sample as seen from a point near it. */
export type CentredMoments = {
  n: number
  /** Σ (x - centre)·unit. */
  sum: number
  /** Σ ((x - mean)·unit)². */
  squares: number
}

/** A power of two that brings the largest of some magnitudes near 1, so that squares neither overflow nor vanish. */
export const unitFor = (largest: number): number => 2 ** -Math.max(-1022, Math.min(1022, Math.floor(Math.log2(largest || 1))))

/** What a rounded difference left out: a - b = difference + this, exactly. */
function lostDifference(a: number, b: number, difference: number): number {
  const part = a - difference
  return a - (difference + part) + (part - b)
}

/** The mean of values times `unit`, rounded once or twice. */
export function scaledMean(values: Float64Array, unit: number): number {
  const sum = new Sum()
  for (const value of values) sum.add(value * unit)
  return sum.value / values.length
}

/**
 * Moments about a centre, the differences taken exactly: nothing is lost however small the spread is against the values.
 *
 * @param centre in units: near the mean of these values or of those that they are compared with
 */
export function centredMoments(values: Float64Array, centre: number, unit: number): CentredMoments {
  const n = values.length
  const sum = new Sum()
  for (const value of values) {
    const scaled = value * unit
    const difference = scaled - centre
    sum.add(difference)
    sum.add(lostDifference(scaled, centre, difference))
  }
  const mean = sum.value / n
  const [rest, squares] = [new Sum(), new Sum()]
  for (const value of values) {
    const scaled = value * unit
    const difference = scaled - centre
    const deviation = difference - mean + lostDifference(scaled, centre, difference)
    rest.add(deviation)
    squares.add(deviation * deviation)
  }
  return { n, sum: sum.value, squares: Math.max(0, squares.value - rest.value ** 2 / n) }
}

/** Moments of several samples as one, all about one centre in one unit. */
export function mergedMoments(parts: readonly CentredMoments[]): CentredMoments {
  const held = parts.filter(({ n }) => n > 0)
  const n = held.reduce((total, part) => total + part.n, 0)
  const sum = held.reduce((total, part) => total + part.sum, 0)
  return { n, sum, squares: held.reduce((total, part) => total + part.squares + part.n * (part.sum / part.n - sum / n) ** 2, 0) }
}
