import { around, Z95 } from './interval.ts'
import type { Interval } from './interval.ts'
import { wilson } from './wilson.ts'

/**
 * Interval of a difference of independent proportions, x1/n1 - x2/n2, from their score intervals (Newcombe, Statist.
 * Med. 17, 1998, method 10). In [-1, 1]; holds its level where Wald's falls to 63 % (50 rows, rate 2 %).
 */
export function newcombe(x1: number, n1: number, x2: number, n2: number, z: number = Z95): Interval {
  const [p1, p2] = [x1 / n1, x2 / n2]
  const [one, two] = [wilson(x1, n1, z), wilson(x2, n2, z)]
  const difference = p1 - p2
  return around(difference, difference - Math.hypot(p1 - one.lower, two.upper - p2), difference + Math.hypot(one.upper - p1, p2 - two.lower))
}
