import type { QualityResult } from '#server/kernel/quality/quality-result.ts'
import type { FeatureValue, Row } from './what-if-row.ts'

type Column = Pick<QualityResult['columns'][number], 'name' | 'median' | 'top'>

/** The middle of numbers, the most frequent text. */
const typicalOf = (column: Column | undefined): FeatureValue => column?.median ?? column?.top?.[0]?.value ?? null

/** A row that no one sent, made of the typical value of each feature in the evaluated rows; null where no feature has one. */
export function typicalRow(features: readonly string[], columns: readonly Column[]): Row | null {
  const held = new Map(columns.map((column) => [column.name, column]))
  const row = Object.fromEntries(features.map((feature) => [feature, typicalOf(held.get(feature))]))
  return Object.values(row).some((value) => value !== null) ? row : null
}
