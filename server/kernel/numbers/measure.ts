/** A measured number with its 95 % interval and the method that gave the interval. */
export interface Estimate {
  value: number
  lower: number
  upper: number
  method: string
}

/** Why a measure has no value: a code, never 0, infinity or silence. */
export const UNDEFINED_REASONS = {
  'no-rows': 'there are no rows to measure',
  'no-truth': 'the true outcome is not known',
  'no-scores': 'the model gave no scores',
  'not-probabilities': 'the scores are not probabilities between 0 and 1',
  'one-class': 'all rows are of one class',
  'no-positives': 'no row is positive in truth',
  'no-negatives': 'no row is negative in truth',
  'none-predicted': 'no row is predicted positive',
  'missing-class': 'a class never occurs in truth',
  'one-decision': 'all rows are decided alike',
  'zero-truth': 'a true value is 0',
  'below-minus-one': 'a value is -1 or less',
  'too-large': 'the value is too large for a double',
  'none-rejected': 'no row is predicted negative',
  'constant-truth': 'the true values are all the same',
  'too-few-rows': 'there are too few rows',
  'no-variation': 'the values do not vary',
  'new-category': 'a category is new to the reference',
  'not-two-categories': 'there are more than two categories',
  'fewer-than-two-groups': 'fewer than two groups are large enough',
  'zero-rate': 'the rate to divide by is 0',
  'zero-denominator': 'there is nothing to divide by',
  'empty-group': 'a group has no rows',
  'undefined-operand': 'a measure that it is made of has no value',
  infinite: 'it has no bound',
  'no-common-label': 'the groups have no label in common',
} as const
export type UndefinedReason = keyof typeof UNDEFINED_REASONS

export interface Undefined {
  undefined: UndefinedReason
}

export type Measure = Estimate | Undefined

export const undefinedBecause = (reason: UndefinedReason): Undefined => ({ undefined: reason })
