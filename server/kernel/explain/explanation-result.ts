/** How many rows of a bin get how much from the feature. */
export type DependenceLevel = {
  readonly n: number
  readonly mean: number
  readonly p10: number
  readonly p90: number
}

/** Contribution of one feature against its own value. */
export type Dependence = {
  readonly feature: string
  /** Quantile bins of a numeric feature: from < value ≤ to, the first with its lower end. */
  readonly bins: readonly (DependenceLevel & { readonly from: number; readonly to: number })[]
  /** Categories of a text feature, the most frequent first. */
  readonly categories: readonly (DependenceLevel & { readonly category: string })[]
  readonly missing: DependenceLevel | null
  /** Rows of values that fewer than ten rows have, of texts beyond the most frequent, and what is left out with them. */
  readonly leftOut?: number
}

/** The output as one feature is set to each value of a grid and all else stays. */
export type PartialDependence = {
  readonly feature: string
  /** In ascending order; texts by frequency. */
  readonly grid: readonly (number | string)[]
  /** Mean output over `rows` rows at each value (partial dependence). */
  readonly mean: readonly number[]
  readonly rows: number
  /** One line per single row, evenly drawn of them (individual conditional expectation). */
  readonly ice: readonly (readonly number[])[]
}

/** Two features by the mean absolute interaction over rows. */
export type InteractionStrength = { readonly a: string; readonly b: string; readonly meanAbsolute: number; readonly mean: number }

export type CohortGroup = {
  readonly group: string
  readonly n: number
  /** The features that count most in this group. */
  readonly features: readonly { readonly feature: string; readonly meanAbsoluteContribution: number; readonly meanContribution: number }[]
}
/** What moves the score in parts of the rows: by decision, or by a protected attribute. */
export type Cohorts = {
  readonly by: 'decision' | 'attribute'
  readonly attribute: string
  readonly groups: readonly CohortGroup[]
  /** Rows of groups too small to be told apart from persons, what is left out with them, and rows without a value. */
  readonly leftOut: number
}

/** How far LIME agrees with itself under other seeds, and with the exact contributions. */
export type SurrogateStability = {
  readonly method: 'lime'
  readonly rows: number
  readonly seeds: number
  readonly samples: number
  /** How many features are compared. */
  readonly top: number
  /** Mean Jaccard index of the top features of two seeds; 1: always the same. */
  readonly jaccard: number
  /** Mean standard deviation over seeds of the rank of a feature that is ever among the top. */
  readonly rankDeviation: number
  /** Mean Jaccard index of LIME's top features with those of the contributions. */
  readonly agreement: number
  /** Mean share of the variance of the score near a row that the local line explains. */
  readonly r2: number
  /** Share of the rows whose mean R² is below 0.6. */
  readonly unfaithful: number
  /** Baseline rows that samples are not drawn from, because the model gives no score where their values are missing. */
  readonly baselineRowsLeftOut?: number
}

/** Importance by path-dependent values, beside the interventional ones that are the record. */
export type PathDependentImportance = {
  /** Rows whose ways through the trees give the covers. */
  readonly rows: number
  readonly leavesWithoutRows: number
  readonly features: readonly { readonly feature: string; readonly meanAbsoluteContribution: number }[]
}

/** What explanation evidence says beyond the summary; what is absent was not exact, or too wide to be told. */
export type ExplanationDetail = {
  readonly dependence?: readonly Dependence[]
  readonly partialDependence?: readonly PartialDependence[]
  readonly interactions?: readonly InteractionStrength[]
  readonly cohorts?: readonly Cohorts[]
  readonly stability?: SurrogateStability
  /** Why LIME stands not beside it. */
  readonly whyNoStability?: string
  readonly pathDependent?: PathDependentImportance
  readonly whyNotExact?: string
}
