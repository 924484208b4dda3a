/** Contributions of a sample of rows, row-major (rows × features), and what they should add up to. */
export type ExplainedSample = {
  readonly contributions: Float64Array
  readonly baseValue: number
  /** Each row's own margin (or output, where the model has no link). */
  readonly margins: Float64Array
  readonly rows: number
}

export type ExplanationSummary = {
  readonly method: string
  readonly exact: boolean
  readonly space: string
  /** Background rows that contributions are measured against. */
  readonly baseline: { readonly rows: number }
  readonly baseValue: number
  /** In order of importance. */
  readonly features: readonly {
    readonly feature: string
    readonly meanAbsoluteContribution: number
    /** 95 % confidence interval of the mean over rows like the sample's. */
    readonly lower: number
    readonly upper: number
    readonly meanContribution: number
  }[]
  readonly additivity: { readonly maxAbsoluteError: number }
  readonly sampleRows: number
}

const NORMAL_975 = 1.959963984540054

/**
 * Summarises local explanations: the mean absolute contribution of each feature, with the normal-approximation interval of
 * that mean (lower end at least 0), its signed mean, and how far contributions are from adding up to the margins.
 *
 * Rows without a score (NaN margin) are left out of `sampleRows` and of every mean.
 *
 * @throws RangeError without a single explained row
 */
export function summariseExplanation(
  features: readonly string[],
  sample: ExplainedSample,
  about: { method: string; exact: boolean; space: string; baselineRows: number },
): ExplanationSummary {
  const width = features.length
  const scored = Array.from({ length: sample.rows }, (_, row) => row).filter((row) => !Number.isNaN(sample.margins[row]))
  if (scored.length === 0) throw new RangeError('No row of the sample has a score; explain at least one row without a missing score')
  let maxAbsoluteError = 0
  for (const row of scored) {
    let sum = sample.baseValue
    for (let feature = 0; feature < width; feature++) sum += sample.contributions[row * width + feature]
    maxAbsoluteError = Math.max(maxAbsoluteError, Math.abs(sum - sample.margins[row]))
  }
  const summaries = features.map((feature, index) => {
    const values = scored.map((row) => sample.contributions[row * width + index])
    const meanAbsoluteContribution = values.reduce((sum, value) => sum + Math.abs(value), 0) / values.length
    const squares = values.reduce((sum, value) => sum + (Math.abs(value) - meanAbsoluteContribution) ** 2, 0)
    const reach = values.length > 1 ? NORMAL_975 * Math.sqrt(squares / (values.length - 1) / values.length) : 0
    return {
      feature,
      meanAbsoluteContribution,
      lower: Math.max(0, meanAbsoluteContribution - reach),
      upper: meanAbsoluteContribution + reach,
      meanContribution: values.reduce((sum, value) => sum + value, 0) / values.length,
    }
  })
  const { method, exact, space, baselineRows } = about
  return {
    method,
    exact,
    space,
    baseline: { rows: baselineRows },
    baseValue: sample.baseValue,
    features: summaries.toSorted((a, b) => b.meanAbsoluteContribution - a.meanAbsoluteContribution),
    additivity: { maxAbsoluteError },
    sampleRows: scored.length,
  }
}
