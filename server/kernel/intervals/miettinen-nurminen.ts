import { around, Z95 } from './interval.ts'
import type { Interval } from './interval.ts'

/** p2 at its restricted maximum likelihood under p1 - p2 = d: the root of a cubic in closed form (Farrington & Manning, Statist. Med. 9, 1990). */
function restrictedRate(d: number, x1: number, n1: number, x2: number, n2: number): number {
  const n = n1 + n2
  const b = ((n1 + 2 * n2) * d - n - (x1 + x2)) / (3 * n)
  const c = (n2 * d - n - 2 * x2) * d + x1 + x2
  const q = b ** 3 - (b * c) / (2 * n) + (x2 * d * (1 - d)) / (2 * n)
  const size = Math.sqrt(Math.max(b * b - c / (3 * n), 0))
  const p = q < 0 ? -size : size
  const angle = (Math.PI + Math.acos(Math.max(-1, Math.min(1, p === 0 ? 0 : q / p ** 3)))) / 3
  return Math.min(Math.max(2 * p * Math.cos(angle) - b, 0, -d), 1, 1 - d)
}

/** Score statistic of the hypothesis p1 - p2 = d; falls as d grows. */
function scoreStatistic(d: number, x1: number, n1: number, x2: number, n2: number, inflation: number): number {
  const p2 = restrictedRate(d, x1, n1, x2, n2)
  const p1 = p2 + d
  const variance = ((p1 * (1 - p1)) / n1 + (p2 * (1 - p2)) / n2) * inflation
  const gap = x1 / n1 - x2 / n2 - d
  return variance > 1e-300 ? gap / Math.sqrt(variance) : gap === 0 ? 0 : Math.sign(gap) * Infinity
}

function scoreInterval(x1: number, n1: number, x2: number, n2: number, z: number, inflation: number): Interval {
  const difference = x1 / n1 - x2 / n2
  const crossing = (from: number, to: number, target: number): number => {
    let [low, high] = [from, to]
    for (let round = 0; round < 200; round++) {
      const middle = (low + high) / 2
      if (middle === low || middle === high) break
      if (scoreStatistic(middle, x1, n1, x2, n2, inflation) > target) low = middle
      else high = middle
    }
    return (low + high) / 2
  }
  const lower = difference > -1 ? crossing(-1, difference, z) : -1
  return around(difference, lower, difference < 1 ? crossing(difference, 1, -z) : 1)
}

/** Score interval of x1/n1 - x2/n2 in [-1, 1], variance times N/(N - 1) (Miettinen & Nurminen, Statist. Med. 4, 1985). */
export const miettinenNurminen = (x1: number, n1: number, x2: number, n2: number, z: number = Z95): Interval =>
  scoreInterval(x1, n1, x2, n2, z, (n1 + n2) / (n1 + n2 - 1))

/** The same without the factor (Mee, Biometrics 40, 1984). */
export const mee = (x1: number, n1: number, x2: number, n2: number, z: number = Z95): Interval => scoreInterval(x1, n1, x2, n2, z, 1)
