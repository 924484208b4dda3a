import { evaluateExpectation, inferExpectations } from './expectation.ts'
import type { Expectation, ExpectationResult } from './expectation.ts'
import type { ColumnSchema } from './infer-schema.ts'
import { chanceAllNew } from './chance.ts'
import type { Side } from './column-pair.ts'
import { CHANCE, percent, severityOf } from './quality-result.ts'
import type { QualityFinding } from './quality-result.ts'

const PROBLEMS: Record<NonNullable<ExpectationResult['problem']>, string> = {
  'column-absent': 'the column is not there',
  'not-numbers': 'it holds no numbers',
  'not-texts': 'it holds no texts',
}

/** An expectation in words: what values should be. */
function inWords(expectation: Expectation): string {
  switch (expectation.kind) {
    case 'not-null':
      return 'be there'
    case 'unique':
      return 'come once'
    case 'not-decreasing':
      return 'not fall'
    case 'range':
      return `lie between ${expectation.min ?? '-∞'} and ${expectation.max ?? '∞'}`
    case 'length':
      return `have ${expectation.shortest ?? 0} to ${expectation.longest ?? '∞'} characters`
    case 'in-set':
      return `be one of ${expectation.values.slice(0, 5).join(', ')}${expectation.values.length > 5 ? ', …' : ''}`
  }
}

function findingOf({ expectation, count, share, examples, problem }: ExpectationResult, rows: number, feature: boolean): QualityFinding {
  const { column } = expectation
  const should = `Values of ${column} should ${inWords(expectation)}`
  if (problem)
    return { code: 'expectation-failed', column, count: rows, severity: feature ? 'blocking' : 'warning', detail: `${should}: ${PROBLEMS[problem]}.` }
  const detail = `${should}; ${count} rows (${percent(share)}) do not.`
  return { code: 'expectation-failed', column, count, severity: severityOf(feature, count, rows), detail, examples }
}

/**
 * What the reference never showed may come all the same: so many rows may fail as chance lets expect of further rows of the same
 * distribution.
 */
function withinChance(result: ExpectationResult, { rows: known, values }: ColumnSchema, rows: number): ExpectationResult {
  const ways = values ? values.length + 1 : 2
  const expected = result.problem === undefined && ways * chanceAllNew(result.count, rows, known) >= CHANCE
  return { ...result, held: result.held || expected }
}

/** Holds a column against what the data set declares of it, then against what its schema gives. */
export function checkColumn(side: Side, schema: ColumnSchema | undefined, declared: readonly Expectation[]): ExpectationResult[] {
  const wanted = declared.filter(({ column }) => column === side.column.name).map((one) => evaluateExpectation(one, 'declared', side))
  const inferred = schema ? inferExpectations(schema).map((one) => withinChance(evaluateExpectation(one, 'inferred', side), schema, side.rows)) : []
  return [...wanted, ...inferred]
}

/** The declared expectations that failed, as findings. */
export const failedExpectations = (results: readonly ExpectationResult[], rows: number, features: readonly string[]): QualityFinding[] =>
  results.filter(({ source, held }) => source === 'declared' && !held).map((result) => findingOf(result, rows, features.includes(result.expectation.column)))
