import { fitIsotonic, isotonicAt } from '#server/kernel/performance/isotonic.ts'
import { fitPlatt, plattAt } from '#server/kernel/performance/platt.ts'
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

/** Mean score and share of positives by tenths of [0, 1] with the upper edge inside, as `calibration_curve` draws them. */
function curveOf(x: readonly number[], y: readonly number[]): { frac_pos: number[]; mean_pred: number[] } {
  const bins = Array.from({ length: 10 }, () => ({ n: 0, scores: 0, positives: 0 }))
  x.forEach((score, row) => {
    let bin = 0
    while (bin < 9 && (bin + 1) * 0.1 < score) bin++
    bins[bin].n++
    bins[bin].scores += score
    bins[bin].positives += y[row]
  })
  const held = bins.filter(({ n }) => n > 0)
  return { frac_pos: held.map(({ n, positives }) => positives / n), mean_pred: held.map(({ n, scores }) => scores / n) }
}

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
    if (golden.calibration_curve10) {
      const curve = curveOf(golden.x, golden.y)
      compare('curve share', curve.frac_pos, golden.calibration_curve10.frac_pos)
      compare('curve score', curve.mean_pred, golden.calibration_curve10.mean_pred)
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
