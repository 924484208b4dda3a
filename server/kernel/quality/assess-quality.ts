import { rowsOf } from '../table/column.ts'
import type { Column } from '../table/column.ts'
import { checkCategories } from './check-categories.ts'
import { checkConstant } from './check-constant.ts'
import { checkDuplicateRows, checkEntities } from './check-duplicates.ts'
import { checkExpectations } from './check-expectations.ts'
import { checkFreshness } from './check-freshness.ts'
import type { Period } from './check-freshness.ts'
import { checkInfinite } from './check-infinite.ts'
import { checkPresence } from './check-presence.ts'
import { checkRange } from './check-range.ts'
import { checkScale } from './check-scale.ts'
import { checkMissingWords, checkSpelling } from './check-spelling.ts'
import { checkTimes } from './check-times.ts'
import { checkType } from './check-type.ts'
import { sideOf } from './column-pair.ts'
import type { ColumnPair } from './column-pair.ts'
import type { Expectation } from './expectation.ts'
import { figuresOf, sharedEdges } from './figures.ts'
import { inferSchema } from './infer-schema.ts'
import type { ColumnSchema } from './infer-schema.ts'
import type { QualityColumn, QualityFinding, QualityResult } from './quality-result.ts'

export type QualityInput = {
  columns: readonly Column[]
  reference: readonly Column[]
  features: readonly string[]
  label?: string
  entityId?: string
  timestamp?: string
  categorical?: readonly string[]
  /** When the rows were to be: epoch milliseconds. */
  period?: Period
  expectations?: readonly Expectation[]
}

/** Below this few statistics say anything. */
const FEW_ROWS = 30

function checkPair(pair: ColumnPair): QualityFinding[] {
  const presence = checkPresence(pair)
  if (presence.some(({ code }) => code === 'column-empty')) return presence
  const type = checkType(pair)
  if (type.length > 0) return [...presence, ...type]
  const constant = checkConstant(pair)
  if (constant.length > 0) return [...presence, ...constant]
  const unseen = checkCategories(pair)
  const values = unseen.length > 0 ? unseen : [...checkSpelling(pair), ...checkRange(pair)]
  return [...presence, ...values, ...checkMissingWords(pair), ...checkScale(pair), ...checkInfinite(pair)]
}

/** Declared columns that are not there; production rows come without a label. */
function checkAbsent({ features, entityId, timestamp }: QualityInput, names: ReadonlySet<string>, known: ReadonlySet<string>): QualityFinding[] {
  const absent = (column: string, severity: QualityFinding['severity']): QualityFinding => {
    return { code: 'column-absent', column, count: 0, severity, detail: `Column ${column} is not in the data. Add it under this name.` }
  }
  const declared = [entityId, timestamp].filter((name) => name !== undefined)
  return [
    ...features.filter((name) => !names.has(name)).map((name) => absent(name, 'blocking')),
    ...declared.filter((name) => !names.has(name) && known.has(name)).map((name) => absent(name, 'warning')),
  ]
}

function checkRowCount(n: number): QualityFinding[] {
  if (n === 0) return [{ code: 'no-rows', count: 0, severity: 'blocking', detail: 'The data has no rows.' }]
  const detail = `The data has ${n} rows; with fewer than ${FEW_ROWS} the statistics say little.`
  return n < FEW_ROWS ? [{ code: 'few-rows', count: n, severity: 'warning', detail }] : []
}

/**
 * Profiles the columns and compares them with a reference: what is absent, empty, stuck, of another type or unit, missing more often, out of
 * range, unseen, infinite, repeated. What chance explains (probability 1e-4 a check) is not a finding. A finding blocks when
 * it is in a feature and concerns the column as a whole or a tenth of the rows.
 *
 * @param input `columns` and `reference` each of one length; a column that only one side has is profiled, not compared
 */
export function assessQuality(input: QualityInput): QualityResult {
  const { columns, reference, features, entityId, timestamp, categorical = [], period, expectations: declared = [] } = input
  const n = columns.length > 0 ? rowsOf(columns[0]) : 0
  const known = new Map(reference.map((column) => [column.name, column]))
  const findings = [...checkRowCount(n), ...checkAbsent(input, new Set(columns.map(({ name }) => name)), new Set(known.keys()))]
  const schema: ColumnSchema[] = []
  const figures = columns.map((column): QualityColumn => {
    const { name, type } = column
    const current = sideOf(column)
    const before = known.get(name)
    const earlier = before && rowsOf(before) > 0 ? sideOf(before) : undefined
    if (n > 0 && name === entityId) findings.push(...checkEntities(column, before))
    else if (n > 0 && name === timestamp) findings.push(...checkTimes(column, before), ...checkFreshness(column, before, period))
    else if (n > 0 && earlier)
      findings.push(...checkPair({ name, feature: features.includes(name), categorical: categorical.includes(name), reference: earlier, current }))
    if (earlier) schema.push(inferSchema(name, earlier, categorical.includes(name)))
    const edges = sharedEdges((earlier?.sample ?? current.sample)?.finite ?? new Float64Array(0))
    return {
      name,
      type,
      ...figuresOf(current, edges),
      ...(earlier ? { reference: { type: earlier.column.type, ...figuresOf(earlier, edges) } } : {}),
    }
  })
  const { expectations, findings: failed } = checkExpectations(columns, schema, declared, features, n)
  findings.push(...failed)
  if (n > 0) findings.push(...checkDuplicateRows(columns, reference))
  findings.sort((a, b) => Number(b.severity === 'blocking') - Number(a.severity === 'blocking'))
  return { n, reference: { n: reference.length > 0 ? rowsOf(reference[0]) : 0 }, columns: figures, findings, schema, expectations }
}
