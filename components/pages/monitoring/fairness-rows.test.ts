import { expect, it } from 'vitest'
import type { NewestEvidenceView } from '#server/contracts/evidence-summary.ts'
import { fairnessOrder, fairnessRows, fairnessState } from './fairness-rows.ts'

const gate = (attribute: string, state: 'pass' | 'fail' | 'inconclusive') => ({
  name: `fairness-${attribute}`,
  kind: 'fairness' as const,
  state,
  detail: '',
  evidenceId: null,
  blocks: state === 'fail',
})
const measured = (attribute: string, value: number) => ({
  attribute,
  groups: 2,
  ratio: { value, lower: value, upper: value },
  difference: null,
  lowest: null,
  highest: null,
})
const version = (change: Partial<NewestEvidenceView>): NewestEvidenceView => ({
  model: 'm',
  version: '1',
  team: 't',
  riskTier: 'low',
  live: true,
  protectedAttributes: [],
  gates: [],
  evidence: null,
  drift: null,
  fairness: null,
  ...change,
})

it('has a row for each attribute that is protected, also where nobody measured it', () => {
  const rows = fairnessRows([
    version({ protectedAttributes: ['sex', 'age'], gates: [gate('sex', 'pass')], fairness: { n: 100, minimumGroup: 30, attributes: [measured('sex', 0.9)] } }),
  ])
  expect(rows.map((row) => [row.attribute, fairnessState(row)])).toEqual([
    ['sex', 'pass'],
    ['age', 'not-measured'],
  ])
})

it('takes the worst of several gates, and says when nothing is protected', () => {
  const strict = { ...gate('sex', 'fail'), name: 'fairness-strict-sex' }
  const [row] = fairnessRows([
    version({ protectedAttributes: ['sex'], gates: [gate('sex', 'pass'), strict], fairness: { n: 1, minimumGroup: 30, attributes: [measured('sex', 0.7)] } }),
  ])
  expect(row && fairnessState(row)).toBe('fail')
  expect(fairnessRows([version({})]).map(fairnessState)).toEqual(['not-applicable'])
})

it('ranks what fails first, then what nobody knows, live before the rest', () => {
  const of = (state: 'pass' | 'fail', value: number, live: boolean) =>
    fairnessRows([
      version({ live, protectedAttributes: ['sex'], gates: [gate('sex', state)], fairness: { n: 1, minimumGroup: 30, attributes: [measured('sex', value)] } }),
    ])
  const rows = [
    ...of('pass', 0.9, true),
    ...fairnessRows([version({ protectedAttributes: ['sex'] })]),
    ...of('fail', 0.5, false),
    ...of('fail', 0.7, true),
    ...of('pass', 0.82, true),
  ]
  expect(
    rows
      .toSorted((a, b) => fairnessOrder(a) - fairnessOrder(b))
      .map((row) => [fairnessState(row), row.live, row.measured?.ratio && 'value' in row.measured.ratio ? row.measured.ratio.value : null]),
  ).toEqual([
    ['fail', true, 0.7],
    ['fail', false, 0.5],
    ['not-measured', true, null],
    ['pass', true, 0.82],
    ['pass', true, 0.9],
  ])
})
