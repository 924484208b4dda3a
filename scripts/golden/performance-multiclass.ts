import { assessMulticlass } from '#server/kernel/performance/assess-multiclass.ts'
import type { GoldenFile } from './kind.ts'
import { orUndefined } from './performance-binary.ts'
import { goldenFloats, goldenNumber, Tally } from './tally.ts'
import type { GoldenOutcome } from './tally.ts'

type Case = { id: string; k: number; y: string; pred: string; proba?: { f64_row_major: string } } & Record<string, unknown>

/** Measures of several classes. The golden macro averages count classes that never occur as 0; ours leave them out. */
export function multiclassPerformance({ content }: GoldenFile): GoldenOutcome {
  const tally = new Tally()
  for (const golden of content.cases as Case[]) {
    const check = tally.case(golden.id)
    const [truth, predicted] = [golden.y, golden.pred].map((digits) => Int32Array.from(digits, Number))
    const classes = Array.from({ length: golden.k }, (_, c) => String(c))
    const scores = golden.proba ? { scores: goldenFloats(golden.proba.f64_row_major) } : {}
    const got = assessMulticlass({ task: 'multiclass', predicted, truth, classes, ...scores })
    const occurring = new Set([...truth, ...predicted]).size
    const of = (name: string, measure: Parameters<typeof orUndefined>[0], share = 1) => {
      const want = goldenNumber(golden[name])
      if (want !== undefined) check(name, orUndefined(measure, undefined), want / share, { relative: 1e-12, absolute: 1e-15 })
    }
    of('accuracy', got.metrics.accuracy)
    of('precision_macro', got.metrics.precisionMacro, occurring / golden.k)
    of('recall_macro', got.metrics.recallMacro, occurring / golden.k)
    of('f1_macro', got.metrics.f1Macro, occurring / golden.k)
    of('log_loss', got.metrics.logLoss)
  }
  return tally.outcome()
}
