import type { ComparedFeature } from '#server/kernel/drift/assess-drift.ts'
import { compareFeature } from '#server/kernel/drift/compare-feature.ts'
import type { ComparisonOptions, FeatureSample } from '#server/kernel/drift/compare-feature.ts'
import type { Column } from '#server/kernel/table/column.ts'
import { holdsNumbers } from '#server/kernel/table/numbers-of.ts'
import type { ColumnFile, ColumnTable } from '#workers/tables/columns/column-table.ts'
import type { TableRefusal } from '#workers/tables/refusal.ts'

/** How features are compared: the kernel's options, and those that are categorical by declaration. */
export interface ComparisonRules extends ComparisonOptions {
  categorical: ReadonlySet<string>
}

/** Two tables whose features are compared. */
export interface ComparisonFiles {
  reference: ColumnFile
  current: ColumnFile
  rules: ComparisonRules
}

/** What a thread answers: an error loses its class on the way. */
export type ThreadAnswer = ComparedFeature | { refusal: Pick<TableRefusal, 'code' | 'detail' | 'fix'> }

const isCategorical = (column: Column): boolean => !holdsNumbers(column) || column.type === 'boolean'

/** The two samples of a feature, with its type: categorical by declaration, or where a side holds text that is no number, or booleans. */
export function sampleOf(feature: string, pair: { reference: Column; current: Column }, categorical: ReadonlySet<string>): FeatureSample {
  const type = categorical.has(feature) || isCategorical(pair.reference) || isCategorical(pair.current) ? 'categorical' : 'numeric'
  return { feature, type, ...pair }
}

/** Reads the two columns of a feature, compares them and forgets them. Throws TableRefusal. */
export async function compareColumns(
  feature: string,
  tables: { reference: ColumnTable; current: ColumnTable },
  rules: ComparisonRules,
): Promise<ComparedFeature> {
  const reference = await tables.reference.readColumn(feature)
  const current = await tables.current.readColumn(feature)
  return { feature, comparison: compareFeature(sampleOf(feature, { reference, current }, rules.categorical), rules) }
}
