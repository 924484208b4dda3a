import { fitIsotonic, isotonicAt } from '#server/kernel/performance/isotonic.ts'
import { calibrationBins } from '#server/kernel/performance/binary-curves.ts'
import { fitPlatt, plattAt } from '#server/kernel/performance/platt.ts'
import { rankTable } from '#server/kernel/performance/rank-table.ts'
import type { GoldenFile } from './kind.ts'
import { Tally } from './tally.ts'
import type { GoldenOutcome } from './tally.ts'

type Case = {
  id: string
  x: number[]
  y: number[]
  w: number[] | null
  isotonic_x: number[]
  isotonic_y: number[]
  query: number[]
  isotonic_at_query: number[]
  platt_a?: number
  platt_b?: number
  platt_at_query?: number[]
  calibration_curve10?: { frac_pos: number[]; mean_pred: number[] }
}
const CLOSE = { relative: 1e-12, absolute: 1e-12 }
/** scikit-learn's optimiser stops there. */
const PLATT = { relative: 1e-4, absolute: 1e-4 }

/** Distinct x in order, with the weighted mean of y and the weight of each. */
function distinct({ x, y, w }: Case) {
  const groups = new Map<number, { sum: number; weight: number }>()
  for (const [row, value] of [...x.entries()].sort((a, b) => a[1] - b[1] || y[a[0]] - y[b[0]])) {
    const group = groups.get(value) ?? { sum: 0, weight: 0 }
    const weight = w?.[row] ?? 1
    groups.set(value, { sum: group.sum + weight * y[row], weight: group.weight + weight })
  }
  return { x: [...groups.keys()], y: [...groups.values()].map(({ sum, weight }) => sum / weight), weights: [...groups.values()].map(({ weight }) => weight) }
}

/** Whether a score lies where two tenths meet: `calibration_curve` counts it below, our bins above. */
const isOnEdge = (score: number): boolean => score > 0 && score < 1 && Math.abs(score * 10 - Math.round(score * 10)) < 1e-9

/** Isotonic and logistic recalibration. */
export function recalibration({ content }: GoldenFile): GoldenOutcome {
  const tally = new Tally()
  for (const golden of content.cases as Case[]) {
    const check = tally.case(golden.id)
    const compare = (what: string, got: ArrayLike<number>, want: readonly number[], tolerance = CLOSE) => {
      check(`${what}, how many`, got.length, want.length)
      want.forEach((value, i) => check(`${what}[${i}]`, got[i], value, tolerance))
    }
    const { x, y, weights } = distinct(golden)
    const fit = fitIsotonic(Float64Array.from(x), Float64Array.from(y), Float64Array.from(weights))
    compare('isotonic_x', fit.x, golden.isotonic_x)
    compare('isotonic_y', fit.y, golden.isotonic_y)
    compare(
      'isotonic_at_query',
      golden.query.map((at) => isotonicAt(fit, at)),
      golden.isotonic_at_query,
    )
    if (golden.calibration_curve10 && golden.x.some(isOnEdge)) tally.note('calibration curves are compared where no score lies on the edge of a bin')
    else if (golden.calibration_curve10) {
      const curve = calibrationBins(rankTable(Float64Array.from(golden.x), Uint8Array.from(golden.y)))
      const [shares, scores] = [curve.map(({ observed }) => observed.value), curve.map(({ meanScore }) => meanScore)]
      compare('curve share', shares, golden.calibration_curve10.frac_pos)
      compare('curve score', scores, golden.calibration_curve10.mean_pred)
    }
    if (golden.platt_a === undefined || golden.platt_b === undefined) continue
    const platt = fitPlatt(Float64Array.from(golden.x), Uint8Array.from(golden.y))
    check('platt_a', platt.a, golden.platt_a, PLATT)
    check('platt_b', platt.b, golden.platt_b, PLATT)
    compare(
      'platt_at_query',
      golden.query.map((at) => plattAt(platt, at)),
      golden.platt_at_query ?? [],
      PLATT,
    )
  }
  return tally.outcome()
}
