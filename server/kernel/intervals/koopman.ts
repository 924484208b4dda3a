import { around, Z95 } from './interval.ts'
import type { Interval } from './interval.ts'

/** Score statistic of the hypothesis p1 = ratio · p2, with p2 at its restricted maximum likelihood. */
function scoreStatistic(ratio: number, x1: number, n1: number, x2: number, n2: number): number {
  const a = (n1 + n2) * ratio
  const b = -(n1 * ratio + x1 + n2 + x2 * ratio)
  const c = x1 + x2
  const p2 = Math.min((2 * c) / (Math.sqrt(Math.max(b * b - 4 * a * c, 0)) - b), 1, 1 / ratio)
  const p1 = ratio * p2
  const variance = (p1 * (1 - p1)) / n1 + (ratio * ratio * p2 * (1 - p2)) / n2
  const gap = x1 / n1 - (ratio * x2) / n2
  return variance > 0 ? gap / Math.sqrt(variance) : gap === 0 ? 0 : Math.sign(gap) * Infinity
}

/** Where the statistic, which falls as the ratio grows, crosses `target`; ratios as logarithms. */
function crossing(statistic: (logRatio: number) => number, from: number, to: number, target: number): number {
  let [low, high] = [from, to]
  for (let round = 0; round < 200; round++) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) break
    if (statistic(middle) > target) low = middle
    else high = middle
  }
  return Math.exp((low + high) / 2)
}

const REACH = 60

function scoreInterval(x1: number, n1: number, x2: number, n2: number, z: number, inflation: number): Interval {
  if (!(x1 > 0 || x2 > 0)) throw new RangeError('a ratio of nothing to nothing has no interval')
  const deflation = Math.sqrt(inflation)
  const statistic = (logRatio: number) => scoreStatistic(Math.exp(logRatio), x1, n1, x2, n2) / deflation
  if (x2 === 0) return { lower: crossing(statistic, -REACH, REACH, z), upper: Infinity }
  const ratio = x1 / n1 / (x2 / n2)
  const centre = x1 === 0 ? -REACH : Math.log(ratio)
  const lower = x1 === 0 ? 0 : crossing(statistic, -REACH, centre, z)
  return around(ratio, lower, crossing(statistic, centre, REACH, -z))
}

/**
 * Score interval of a ratio of independent proportions, (x1/n1) / (x2/n2) (Koopman, Biometrics 40, 1984). Stays finite
 * and above 0 wide where a count is small, and takes x1 = 0; x2 = 0 leaves it open above. Throws RangeError where both are 0.
 */
export const koopman = (x1: number, n1: number, x2: number, n2: number, z: number = Z95): Interval => scoreInterval(x1, n1, x2, n2, z, 1)

/** The same with the variance times N/(N - 1) (Miettinen & Nurminen, Statist. Med. 4, 1985). */
export const miettinenNurminenRatio = (x1: number, n1: number, x2: number, n2: number, z: number = Z95): Interval =>
  scoreInterval(x1, n1, x2, n2, z, (n1 + n2) / (n1 + n2 - 1))
