import { koopman } from '#server/kernel/intervals/koopman.ts'
import { newcombe } from '#server/kernel/intervals/newcombe.ts'
import { wilson } from '#server/kernel/intervals/wilson.ts'
import { normalUpperQuantile } from '#server/kernel/numbers/normal.ts'
import { rankTable } from '#server/kernel/performance/rank-table.ts'
import { delongVariance, rocAuc } from '#server/kernel/performance/roc-auc.ts'
import { valueOf } from './fairness.ts'
import type { GoldenFile } from './kind.ts'
import { goldenNumber, Tally } from './tally.ts'
import type { GoldenOutcome } from './tally.ts'

type Proportion = { x: number; n: number; alpha: number; wilson: unknown[] }
type Pair = { x1: number; n1: number; x2: number; n2: number; alpha: number; newcombe: unknown[]; koopman: unknown[] | string }

/** Intervals of proportions, of their differences and of their ratios. */
export function intervals({ content }: GoldenFile): GoldenOutcome {
  const tally = new Tally()
  for (const { x, n, alpha, wilson: want } of content.proportions as Proportion[]) {
    const got = wilson(x, n, normalUpperQuantile(alpha / 2))
    const check = tally.case(`wilson ${x}/${n} at ${alpha}`)
    check('lower', got.lower, goldenNumber(want[0]), { absolute: 1e-9 })
    check('upper', got.upper, goldenNumber(want[1]), { absolute: 1e-9 })
  }
  for (const { x1, n1, x2, n2, alpha, newcombe: difference, koopman: ratio } of content.pairs as Pair[]) {
    const z = normalUpperQuantile(alpha / 2)
    const check = tally.case(`${x1}/${n1} and ${x2}/${n2} at ${alpha}`)
    const got = newcombe(x1, n1, x2, n2, z)
    check('newcombe lower', got.lower, goldenNumber(difference[0]), { absolute: 1e-9 })
    check('newcombe upper', got.upper, goldenNumber(difference[1]), { absolute: 1e-9 })
    if (x2 === 0 || !Array.isArray(ratio)) continue
    const score = koopman(x1, n1, x2, n2, z)
    check('koopman lower', score.lower, goldenNumber(ratio[0]), { relative: 1e-8, absolute: 1e-12 })
    check('koopman upper', score.upper, goldenNumber(ratio[1]), { relative: 1e-8 })
  }
  return tally.outcome()
}

type Delong = { id: string; y: string; s1: number[]; s2: number[] } & Record<string, unknown>

/** Areas under the ROC curve, their variance and their interval on the logit scale. */
export function delong({ content }: GoldenFile): GoldenOutcome {
  const tally = new Tally()
  for (const golden of content.cases as Delong[]) {
    const check = tally.case(golden.id)
    for (const i of [1, 2] as const) {
      const table = rankTable(Float64Array.from(golden[`s${i}`]), Uint8Array.from(golden.y, Number))
      const area = rocAuc(table)
      check(`auc${i}`, valueOf(area), goldenNumber(golden[`auc${i}`]), { relative: 1e-12 })
      const variance = goldenNumber(golden[`var${i}`])
      if (variance !== undefined) check(`var${i}`, delongVariance(table), variance, { relative: 1e-12, absolute: 1e-16 })
      const logit = golden[`ci${i}_logit`]
      if (!('value' in area) || area.method !== 'delong-logit' || !Array.isArray(logit)) continue
      check(`lower${i}`, area.lower, goldenNumber(logit[0]), { absolute: 1e-9 })
      check(`upper${i}`, area.upper, goldenNumber(logit[1]), { absolute: 1e-9 })
    }
  }
  return tally.outcome()
}
