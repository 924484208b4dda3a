import { assessMulticlass } from '#server/kernel/performance/assess-multiclass.ts'
import type { MulticlassMetric } from '#server/kernel/performance/performance-result.ts'
import type { GoldenFile } from './kind.ts'
import { orUndefined } from './performance-binary.ts'
import { goldenFloats, goldenNumber, Tally } from './tally.ts'
import type { GoldenOutcome } from './tally.ts'

type PerClass = `${'precision' | 'recall' | 'f1'}_per_class`
type Case = { id: string; k: number; y: string; pred: string; proba?: { f64_row_major: string }; confusion: number[][] } & Record<PerClass, number[]> &
  Record<string, unknown>

const NAMES: Partial<Record<MulticlassMetric, string>> = {
  accuracy: 'accuracy',
  balancedAccuracy: 'balanced_accuracy',
  matthewsCorrelation: 'mcc',
  cohenKappa: 'kappa',
  quadraticKappa: 'kappa_quadratic',
  precisionMacro: 'precision_macro',
  recallMacro: 'recall_macro',
  f1Macro: 'f1_macro',
  precisionMicro: 'precision_micro',
  recallMicro: 'recall_micro',
  f1Micro: 'f1_micro',
  precisionWeighted: 'precision_weighted',
  recallWeighted: 'recall_weighted',
  f1Weighted: 'f1_weighted',
  logLoss: 'log_loss',
  topTwoAccuracy: 'top2_accuracy',
  rocAucOvrMacro: 'roc_auc_ovr_macro',
  rocAucOvrWeighted: 'roc_auc_ovr_weighted',
  rocAucOvoMacro: 'roc_auc_ovo_macro',
  rocAucOvoWeighted: 'roc_auc_ovo_weighted',
}

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
      // Undefined here: 0 or NaN in scikit-learn, or the share found of the only class.
      const alone = name === 'balanced_accuracy' && new Set(truth).size === 1
      const inStead = want === 0 || Number.isNaN(want) || alone ? want : undefined
      if (want === undefined) check(`${name} is undefined`, 'undefined' in measure, true)
      else check(name, orUndefined(measure, inStead), want / share, { relative: 1e-12, absolute: 1e-15 })
    }
    for (const [ours, theirs] of Object.entries(NAMES) as [MulticlassMetric, string][])
      of(theirs, got.metrics[ours], ours.endsWith('Macro') && !ours.startsWith('roc') ? occurring / golden.k : 1)
    for (const rate of ['precision', 'recall', 'f1'] as const) {
      golden[`${rate}_per_class`].forEach((want, c) => {
        const measure = got.classes[c][rate]
        check(`${rate} of class ${c}`, orUndefined(measure, 0), want, { relative: 1e-12, absolute: 1e-15 })
      })
    }
    golden.confusion.forEach((row, t) => row.forEach((count, p) => check(`confusion[${t}][${p}]`, got.confusion.counts[t][p], count)))
  }
  return tally.outcome()
}
