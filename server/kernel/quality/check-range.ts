import { countUpTo } from '../drift/frozen-bins.ts'
import { valueOfType } from '../table/column.ts'
import type { ColumnPair } from './column-pair.ts'
import { chanceAllNew } from './chance.ts'
import { exampleRows } from './example-rows.ts'
import { CHANCE, percent, severityOf } from './quality-result.ts'
import type { QualityFinding } from './quality-result.ts'

/** Values must be this share of the reference's span beyond it. */
const TOLERANCE = 0.05

/** Values well beyond the smallest and largest of the reference, more than new extremes of the same distribution would give. */
export function checkRange(pair: ColumnPair): QualityFinding[] {
  const { name, feature, reference, current } = pair
  const [before, now] = [reference.sample?.finite, current.sample?.finite]
  if (!before?.length || !now?.length || pair.categorical || current.column.kind !== 'numeric') return []
  const { values, type } = current.column
  const [least, most] = [before[0], before[before.length - 1]]
  const slack = TOLERANCE * (most - least)
  const [low, high] = [least - slack, most + slack]
  const above = now.length - countUpTo(now, high)
  let below = 0
  while (below < now.length && now[below] < low) below++
  const unusual = [above, below].map((count) => 2 * chanceAllNew(count, now.length, before.length) < CHANCE)
  if (!unusual.includes(true)) return []
  const count = above + below
  const examples = exampleRows(values.length, (row) => Number.isFinite(values[row]) && (values[row] > high || values[row] < low))
  const range = (from: number, to: number): string => `${valueOfType(type, from)} to ${valueOfType(type, to)}`
  const detail = `${count} values (${percent(count / current.rows)}) of ${name} lie outside the reference's ${range(least, most)}; they span ${range(now[0], now[now.length - 1])}. Check units and source.`
  return [{ code: 'out-of-range', column: name, count, severity: severityOf(feature, count, current.rows), detail, examples }]
}
