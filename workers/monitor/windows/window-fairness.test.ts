import { expect, it } from 'vitest'
import { windowFairness } from './window-fairness.ts'
import type { WindowSubject } from './window-subject.ts'

it('leaves rows without a decision out instead of counting them as refused', () => {
  const rows = 120
  const scores = Float64Array.from({ length: rows }, (_, row) => (row % 3 === 0 ? Number.NaN : row % 2))
  const sex = { kind: 'string' as const, name: 'sex', codes: Int32Array.from({ length: rows }, (_, row) => row & 1), dictionary: ['f', 'm'] }
  const subject = {
    plan: { decision: { output: 'p' }, schema: { protectedAttributes: ['sex'] } },
    window: { rows: { measured: rows, attributes: {} } },
    columns: new Map([['sex', sex]]),
    task: { task: 'binary', scores, threshold: 0.5, truth: null, positive: '1' },
  } as unknown as WindowSubject
  const { result } = windowFairness(subject)
  expect(result).toMatchObject({ n: rows, unlabelled: 80, excluded: { rows: 40, reason: 'no-decision' } })
  expect(result.attributes[0]).toMatchObject({
    missing: 0,
    groups: [
      { group: 'f', n: 40 },
      { group: 'm', n: 40 },
    ],
  })
})
