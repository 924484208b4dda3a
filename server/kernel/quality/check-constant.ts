import { valueText } from '../table/column.ts'
import type { ColumnPair } from './column-pair.ts'
import { CHANCE, percent } from './quality-result.ts'
import type { QualityFinding } from './quality-result.ts'

/** A column stuck at one value which the reference holds too seldom for that to be chance: share^rows below `CHANCE`. */
export function checkConstant({ name, feature, reference, current }: ColumnPair): QualityFinding[] {
  if (current.distinct !== 1 || reference.distinct < 2 || current.usable < 2) return []
  const text = Array.from({ length: current.rows }, (_, row) => row)
    .map((row) => valueText(current.column, row))
    .find((value) => value !== null && !value.endsWith('Infinity'))
  const { names, counts } = reference.valueCounts()
  const code = names.indexOf(text ?? '')
  const share = code < 0 ? 0 : counts[code] / reference.usable
  if (share ** current.usable >= CHANCE) return []
  const detail = `Column ${name} is ${text} in every row; in the reference ${percent(share)} of values are, of ${reference.distinct} different ones. Check whether its source is stuck.`
  return [{ code: 'column-constant', column: name, count: current.usable, severity: feature ? 'blocking' : 'warning', detail }]
}
