import { expect, it } from 'vitest'
import { assessFairness } from '#server/kernel/fairness/assess-fairness.ts'
import { seededRandom } from '#server/kernel/numbers/random.ts'
import { crossingCell, measureRows, parityWords, rateWords } from './fairness-words.ts'

const ROWS = 1200
const random = seededRandom(7)
const sex = Array.from({ length: ROWS }, (_, i) => (i % 2 === 0 ? 'f' : 'm'))
const region = Array.from({ length: ROWS }, (_, i) => (i < 6 ? 'abroad' : i % 3 === 0 ? 'south' : 'north'))
const codesOf = (attribute: string, cells: readonly string[]) => {
  const names = [...new Set(cells)]
  return { attribute, names, codes: Int32Array.from(cells, (cell) => names.indexOf(cell)) }
}
const selected = Uint8Array.from(sex, (one) => (random.uniform() < (one === 'f' ? 0.8 : 0.5) ? 1 : 0))
const truth = Uint8Array.from(sex, () => (random.uniform() < 0.6 ? 1 : 0))
const result = assessFairness({ selected, truth, attributes: [codesOf('sex', sex), codesOf('region', region)] })
const [bySex] = result.attributes

it('names every measure, and each once a group', () => {
  const rows = measureRows(bySex)
  expect(new Set(rows.map((row) => `${row.group}:${row.measure}`)).size).toBe(rows.length)
  expect(rows.filter((row) => /[a-z][A-Z]/.test(row.measure) && !/LL 144|DCAcc|FDR/.test(row.measure)).map((row) => row.measure)).toEqual([])
  expect(rateWords('truePositiveRateDifference')).toBe('true positive rate, difference')
})

it('sets the spread against what chance gives', () => {
  expect(parityWords(bySex)).toMatch(/would still differ by up to 0\.\d+ in 95 % of draws; they differ by 0\.\d+ \(p 0\.000\d+\)\.$/)
  expect(parityWords({ ...bySex, parity: null })).toBeNull()
})

it('shows a withheld cell as withheld, the largest group as reference, and never a number for either', () => {
  const [crossing] = result.intersections
  expect(result.suppression.cells).toBeGreaterThan(0)
  for (const group of crossing.groups) {
    const cell = crossingCell(crossing, group)
    if ('suppressed' in group) expect(cell).toEqual({ suppressed: true, detail: 'small, or hides a small one' })
    else if (group.group === crossing.referenceGroup) expect(cell.detail).toMatch(/^reference, n \d+$/)
    else expect(cell.value).toMatch(/^\d\.\d{3}$/)
  }
  expect(crossingCell(crossing, undefined)).toEqual({ detail: 'no such row' })
})
