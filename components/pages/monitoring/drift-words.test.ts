import { expect, it } from 'vitest'
import type { NewestEvidenceView } from '#server/contracts/evidence-summary.ts'
import { countsWords, driftAnswer, driftOrder } from './drift-words.ts'

const row = (verdict: string | null, live = true): NewestEvidenceView => ({
  model: `m-${verdict}`,
  version: '1',
  team: 't',
  riskTier: 'low',
  live,
  protectedAttributes: [],
  gates: [],
  evidence: null,
  drift: verdict === null ? null : { verdict, referenceRows: 10, currentRows: 10, counts: { drift: 1, small: 2, stable: 3, unjudged: 4 }, worst: [] },
  fairness: null,
})
const sentence = (rows: NewestEvidenceView[]) => Object.values(driftAnswer(rows)).join('')

it('puts what drifted first, then what nobody measured, live before the rest', () => {
  const rows = [row('stable'), row(null, false), row('drift', false), row(null), row('drift'), row('too-small-to-matter')]
  expect(rows.toSorted((a, b) => driftOrder(a) - driftOrder(b)).map((one) => [one.drift?.verdict ?? 'none', one.live])).toEqual([
    ['drift', true],
    ['drift', false],
    ['none', true],
    ['none', false],
    ['too-small-to-matter', true],
    ['stable', true],
  ])
})

it('never takes what was not measured for stable', () => {
  expect(sentence([row(null), row(null)])).toBe('Drift was never measured for any of the 2 live versions.')
  expect(sentence([row('stable'), row(null)])).toBe('No live version of two has drifted; one was never measured.')
  expect(sentence([row('drift'), row('stable'), row(null)])).toBe('Of 3 live versions one has drifted; one was never measured.')
  expect(sentence([row('drift', false)])).toBe('Nothing is live. One of 1 newest version has drifted.')
})

it('counts features', () => {
  expect(countsWords(row('drift'))).toBe('1 of 10')
  expect(countsWords(row(null))).toBeNull()
})
