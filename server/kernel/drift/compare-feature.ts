import { missingOf, rowsOf } from '../table/column.ts'
import type { Column } from '../table/column.ts'
import { numbersOf } from '../table/numbers-of.ts'
import { compareCategorical } from './compare-categorical.ts'
import { compareNumeric } from './compare-numeric.ts'
import type { FeatureComparison, FeatureType } from './drift-result.ts'
import { binRows } from './multivariate/binned-rows.ts'
import type { ChosenRows } from './multivariate/binned-rows.ts'
import type { FurtherTest } from './tests/further-tests.ts'

export type FeatureSample = { feature: string; type: FeatureType; reference: Column; current: Column }

export type ComparisonOptions = {
  /** Further tests to make; they are shown and do not decide. */
  tests?: readonly FurtherTest[]
  /** Rows that a classifier of all features is shown, of columns of these sizes; absent where there is to be none. */
  together?: ChosenRows | undefined
}

/** A column of the wrong kind with no value at all says nothing about its type and is taken as numbers. */
const isEmpty = (column: Column): boolean => missingOf(column) === rowsOf(column)
const asNumbers = (column: Column): Float64Array | null => numbersOf(column) ?? (isEmpty(column) ? new Float64Array(rowsOf(column)).fill(NaN) : null)

/**
 * How two samples of one feature compare, by its type: all that `judgeDrift` needs of it. A numeric feature that holds text on one
 * side has changed its type: its values are compared as texts.
 */
export function compareFeature({ type, reference, current }: FeatureSample, { tests = [], together }: ComparisonOptions = {}): FeatureComparison {
  const [before, now] = type === 'numeric' ? [asNumbers(reference), asNumbers(current)] : [null, null]
  const found = before && now ? compareNumeric(before, now, tests) : compareCategorical(reference, current, tests)
  return { ...found, ...(together ? { rows: binRows(reference, current, together) } : {}) }
}
