import { describe, expect, it } from 'vitest'
import type { WindowView } from '#server/contracts/monitoring.ts'
import { driftSeries, fairnessSeries, headlineOf, inputSeries, metricSeries, ofOneDeployment } from './window-series.ts'
import { ordinal, windowName } from './window-words.ts'
import { windowsAnswer } from './windows-answer.ts'

const DAY = 86_400_000
const id = '00000000-0000-7000-8000-000000000000'
type Summary = NonNullable<WindowView['summary']>

const summary = (change: Partial<Summary>): Summary => ({
  measuredRows: 500,
  labelledRows: 100,
  coverage: 0.2,
  maturity: null,
  matureAt: null,
  notMeasured: [],
  ...change,
})
/** As the kernel has it over all: the most severe of them. */
const overall = (verdicts: [string, number][]) => ['drift', 'too-small-to-matter', 'stable'].find((one) => verdicts.some(([verdict]) => verdict === one))
const drift = (verdicts: Record<string, [string, number]>, more: { compared?: number; drifted?: number } = {}): Pick<Summary, 'drift'> => ({
  drift: {
    ...more,
    verdict: overall(Object.entries(verdicts).flatMap(([feature, one]) => (feature === 'score' ? [] : [one]))) ?? 'not-enough-data',
    outputVerdict: verdicts.score?.[0] ?? 'not-enough-data',
    features: Object.entries(verdicts).map(([feature, [verdict, psi]]) => ({
      feature,
      output: feature === 'score',
      verdict,
      psi,
      movedShare: null,
      pValue: null,
    })),
  },
})
/** Days given oldest first; the list comes newest first, as from the server. */
const windows = (...days: (Summary | null)[]): WindowView[] =>
  days
    .map((held, i): WindowView => ({
      id,
      deploymentId: id,
      model: 'm',
      version: '1',
      size: 'day',
      from: new Date(Date.UTC(2026, 10, 1) + i * DAY).toISOString(),
      to: new Date(Date.UTC(2026, 10, 2) + i * DAY).toISOString(),
      status: held ? 'succeeded' : 'open',
      revision: held ? 1 : 0,
      rows: 500,
      stale: false,
      reference: null,
      summary: held,
      evidence: [],
      problem: null,
      assessedAt: null,
    }))
    .toReversed()

describe('drift over windows', () => {
  const days = windows(
    summary(drift({ age: ['drift', 0.3], debt: ['stable', 0.01], score: ['stable', 0.02] })),
    summary(drift({ age: ['stable', 0.02], debt: ['drift', 0.2], score: ['stable', 0.02] })),
    summary(drift({ age: ['too-small-to-matter', 0.04], debt: ['drift', 0.3], score: ['stable', 0.03] })),
    null,
  )
  it('runs oldest first, ranks by the newest verdict and counts windows in a row', () => {
    const series = driftSeries(days)
    expect(series.map(({ feature, output, verdict, streak }) => [feature, output, verdict, streak])).toEqual([
      ['debt', false, 'drift', 2],
      ['age', false, 'too-small-to-matter', 0],
      ['score', true, 'stable', 0],
    ])
    expect(series[0]?.points.map((point) => point.psi)).toEqual([0.01, 0.2, 0.3])
    expect(series[0]?.points[0]?.at).toBe(Date.UTC(2026, 10, 1))
  })
  it('is told in a sentence with its streak', () => {
    const { state, answer, lead } = windowsAnswer(days)
    expect(state).toBe('drift')
    expect(answer).toBe('1 of 3 inputs and scores has drifted: debt, for the second day in a row.')
    expect(lead).toBe('3 windows of a day each; one is not assessed yet. The newest: 3 Nov 2026, 500 rows, 20 % with a label.')
  })
})

it('never tells an older window for the newest, nor what was not measured for stable', () => {
  const why = { kind: 'drift', code: 'too-few-rows', detail: 'The reference has fewer than 30 rows.' }
  const days = windows(summary(drift({ age: ['drift', 0.3] })), summary({ notMeasured: [why] }))
  const { state, answer, lead } = windowsAnswer(days)
  expect([state, answer]).toEqual(['not-measured', 'Drift was not measured in the newest day.'])
  expect(lead).toMatch(/^The reference has fewer than 30 rows\. 2 windows of a day each/)
  expect(driftSeries(days)).toMatchObject([{ feature: 'age', verdict: 'not-measured', streak: 0 }])
})

it('counts in a row only windows that follow one another and were measured, for the feature that it names', () => {
  const drifted = summary(drift({ age: ['drift', 0.3] }))
  expect(driftSeries(windows(drifted, summary({}), drifted))[0]?.streak).toBe(1)
  expect(driftSeries(windows(drifted, null, drifted))[0]?.streak).toBe(1)
  const two = windows(summary(drift({ age: ['drift', 0.3], debt: ['stable', 0] })), summary(drift({ age: ['drift', 0.3], debt: ['drift', 0.9] })))
  expect(windowsAnswer(two).answer).toBe('2 of 2 inputs and scores have drifted: debt, age (second day in a row).')
})

it('says of how many it speaks where a summary lists fewer than were compared', () => {
  const days = windows(
    summary(drift({ age: ['stable', 0], debt: ['stable', 0] }, { compared: 900, drifted: 0 })),
    summary(drift({ age: ['drift', 0.3] }, { compared: 900, drifted: 4 })),
  )
  expect(windowsAnswer(days).answer).toBe('4 of 900 inputs and scores have drifted: age and more.')
  expect(driftSeries(days).map(({ feature }) => feature)).toEqual(['age'])
  expect(inputSeries(days, 'debt').map(({ verdict }) => verdict)).toEqual(['stable'])
})

it('puts into one series only windows of one deployment and one size', () => {
  const [newest, other, hour, older] = windows(summary({}), summary({}), summary({}), summary({})) as [WindowView, WindowView, WindowView, WindowView]
  const mixed = [newest, { ...other, deploymentId: '00000000-0000-7000-8000-000000000001' }, { ...hour, size: 'hour' as const }, older]
  expect(ofOneDeployment(mixed)).toEqual([newest, older])
  expect(ofOneDeployment([])).toEqual([])
})

it('has a state of drift where the scores alone drifted', () => {
  expect(windowsAnswer(windows(summary(drift({ age: ['stable', 0], score: ['drift', 0.4] }))))).toMatchObject({
    state: 'drift',
    answer: '1 of 2 inputs and scores has drifted: score.',
  })
})

it('never takes what was not assessed or not judged for stable', () => {
  expect(windowsAnswer([]).state).toBe('not-measured')
  expect(windowsAnswer(windows(null)).answer).toBe('No window of production is assessed yet.')
  expect(windowsAnswer(windows(summary(drift({ age: ['not-enough-data', 0] })))).state).toBe('not-enough-data')
  expect(windowsAnswer(windows(summary(drift({ age: ['stable', 0] })))).state).toBe('stable')
})

it('keeps apart what was measured and what was estimated', () => {
  const days = windows(
    summary({ performance: { n: 90, metrics: { rocAuc: { value: 0.8, lower: 0.7, upper: 0.9 } }, estimated: { rocAuc: { value: 0.79 } } } }),
    summary({ performance: { n: 0, metrics: { rocAuc: { undefined: 'one-class' } }, estimated: { rocAuc: { value: 0.75 } } } }),
    summary({}),
  )
  expect(headlineOf(days)).toBe('rocAuc')
  expect(metricSeries(days, 'rocAuc').map(({ value, lower, estimate }) => [value, lower, estimate])).toEqual([
    [0.8, 0.7, 0.79],
    [null, null, 0.75],
  ])
  expect(headlineOf(windows(summary({})))).toBeNull()
})

it('has a series of ratios for each attribute that is known', () => {
  const days = windows(
    summary({ fairness: [{ attribute: 'sex', ratio: { value: 0.9, lower: 0.8, upper: 1 }, known: 40 }] }),
    summary({ fairness: [{ attribute: 'sex', ratio: null, known: 3 }] }),
  )
  expect(fairnessSeries(days)).toMatchObject([
    {
      attribute: 'sex',
      points: [
        { value: 0.9, n: 40 },
        { value: null, n: 3 },
      ],
    },
  ])
})

it('names windows by what they cover', () => {
  const week = { size: 'week', from: '2026-11-16T00:00:00.000Z', to: '2026-11-23T00:00:00.000Z' } as const
  expect(windowName(week)).toBe('16 Nov to 22 Nov 2026')
  expect(windowName({ ...week, size: 'hour' })).toBe('16 Nov 2026, 00:00 UTC')
  expect([1, 2, 12, 13, 21, 22, 33, 111, 112].map(ordinal)).toEqual(['first', 'second', 'twelfth', '13th', '21st', '22nd', '33rd', '111th', '112th'])
})
