import { chiSquareTest } from './chi-square-test.ts'
import { fisherExact } from './fisher-exact.ts'

export type ShareTest = {
  /** Share of the reference and of the current rows, 0 to 1. */
  reference: number
  current: number
  pValue: number
  method: 'chi-square' | 'fisher'
}

/**
 * Do `hits` of `rows` differ in share between reference and current? χ² without correction, Fisher's exact test where an
 * expected count is below 5. Both sides need a row.
 */
export function shareTest(reference: { hits: number; rows: number }, current: { hits: number; rows: number }): ShareTest {
  const [a, b] = [reference.hits, reference.rows - reference.hits]
  const [c, d] = [current.hits, current.rows - current.hits]
  const shares = { reference: a / reference.rows, current: c / current.rows }
  const { pValue, minimumExpected } = chiSquareTest([a, b], [c, d])
  if (minimumExpected >= 5) return { ...shares, pValue, method: 'chi-square' }
  return { ...shares, pValue: fisherExact(a, b, c, d).twoSided, method: 'fisher' }
}
