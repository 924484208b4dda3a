import type { Column } from '../table/column.ts'
import { checkCategories } from './check-categories.ts'
import { checkConstant } from './check-constant.ts'
import { checkDuplicateRows, checkEntities } from './check-duplicates.ts'
import { checkColumn, failedExpectations } from './check-expectations.ts'
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
import type { ColumnPair, Side } from './column-pair.ts'
import { evaluateExpectation } from './expectation.ts'
import type { Expectation, ExpectationResult } from './expectation.ts'
import { figuresOf, sharedEdges } from './figures.ts'
import { inferSchema } from './infer-schema.ts'
import type { ColumnSchema } from './infer-schema.ts'
import type { QualityColumn, QualityFinding, QualityResult } from './quality-result.ts'
import { RowHasher } from './row-hashes.ts'

/** What is known of the columns beside their values. */
export type QualityRules = {
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
function checkAbsent({ features, entityId, timestamp }: QualityRules, names: ReadonlySet<string>, known: ReadonlySet<string>): QualityFinding[] {
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
 * Profiles columns and compares them with a reference: what is absent, empty, stuck, of another type or unit, missing more often, out of
 * range, unseen, spelled in several ways, infinite, repeated, late, or not as expected. What chance explains (probability 1e-4 a
 * check) is not a finding. A finding blocks when it is in a feature and concerns the column as a whole or a tenth of the rows.
 * Columns come one after another, so that they need not be in memory together.
 */
export class QualityAssessment {
  readonly #rules: QualityRules
  readonly #rows: number
  readonly #before: number
  readonly #hasher: RowHasher
  readonly #hasherBefore: RowHasher
  readonly #known = new Set<string>()
  readonly #columns: QualityColumn[] = []
  readonly #schema: ColumnSchema[] = []
  readonly #findings: QualityFinding[] = []
  readonly #expectations: ExpectationResult[] = []
  #shared = 0

  /**
   * @param rows of the table
   * @param before rows of the reference
   */
  constructor(rules: QualityRules, rows: number, before: number) {
    this.#rules = rules
    this.#rows = rows
    this.#before = before
    this.#hasher = new RowHasher(rows)
    this.#hasherBefore = new RowHasher(before)
  }

  /** Takes in a column and the same one of the reference, where it has it; one that only a side has is profiled, not compared. */
  add(column: Column | undefined, before: Column | undefined): void {
    if (before) this.#known.add(before.name)
    if (!column) return
    const { name, type } = column
    const declaredCategorical = this.#rules.categorical?.includes(name) ?? false
    const current = sideOf(column)
    const earlier = before && this.#before > 0 ? sideOf(before) : undefined
    if (this.#rows > 0) this.#findings.push(...this.#check(current, earlier))
    const schema = earlier && inferSchema(name, earlier, declaredCategorical)
    if (schema) this.#schema.push(schema)
    this.#expectations.push(...checkColumn(current, schema, this.#rules.expectations ?? []))
    const edges = sharedEdges((earlier?.sample ?? current.sample)?.finite ?? new Float64Array(0))
    const reference = earlier ? { reference: { type: earlier.column.type, ...figuresOf(earlier, edges) } } : {}
    this.#columns.push({ name, type, ...figuresOf(current, edges), ...reference })
    if (!before) return
    this.#shared++
    this.#hasher.add(column)
    this.#hasherBefore.add(before)
  }

  #check(current: Side, earlier: Side | undefined): QualityFinding[] {
    const { column } = current
    const { name } = column
    const { features, categorical, entityId, timestamp, period } = this.#rules
    if (name === entityId) return checkEntities(current, earlier)
    if (name === timestamp) return [...checkTimes(current, earlier), ...checkFreshness(current, earlier, period)]
    if (!earlier) return []
    return checkPair({ name, feature: features.includes(name), categorical: categorical?.includes(name) ?? false, reference: earlier, current })
  }

  /** The result, once all columns have come. */
  result(): QualityResult {
    const names = new Set(this.#columns.map(({ name }) => name))
    const absent = (this.#rules.expectations ?? []).filter(({ column }) => !names.has(column)).map((one) => evaluateExpectation(one, 'declared', undefined))
    const expectations = [...this.#expectations, ...absent]
    const findings = [
      ...checkRowCount(this.#rows),
      ...checkAbsent(this.#rules, names, this.#known),
      ...this.#findings,
      ...failedExpectations(expectations, this.#rows, this.#rules.features),
      ...(this.#rows > 0 && this.#shared > 0 ? checkDuplicateRows(this.#hasher.hashes(), this.#hasherBefore.hashes()) : []),
    ]
    findings.sort((a, b) => Number(b.severity === 'blocking') - Number(a.severity === 'blocking'))
    return { n: this.#rows, reference: { n: this.#before }, columns: this.#columns, findings, schema: this.#schema, expectations }
  }
}
