import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HealthWindow, ModelHealthView } from '#server/contracts/model-health.ts'
import { readDay } from './day-reading.ts'
import { decayOf, driftRun, healthAnswer } from './health-answer.ts'
import { healthMarks } from './health-marks.ts'
import { askedRange, countDays, healthInput, shownDays, zoomed } from './health-range.ts'
import { metricPaths, psiPaths } from './health-series.ts'
import { readingWords } from './health-words.ts'
import { placeLabels } from './mark-labels.ts'
import { timeAxis } from './time-axis.ts'

const DAY = 86_400_000
const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const at = (day: number, hour = 0) => new Date(Date.UTC(2026, 9, day, hour)).toISOString()

const window = (day: number, more: Partial<HealthWindow> = {}): HealthWindow => ({
  id: id(day),
  deploymentId: id(900),
  version: '2',
  size: 'day',
  from: at(day),
  to: at(day + 1),
  status: 'succeeded',
  rows: 500,
  drift: { verdict: 'stable', feature: 'age', psi: 0.02, compared: 4, drifted: 0 },
  performance: null,
  coverage: 0,
  fairness: null,
  evidence: [{ id: id(5000 + day), kind: 'drift' }],
  notMeasured: [],
  ...more,
})
const drifted = { verdict: 'drift', feature: 'debt', psi: 0.3, compared: 4, drifted: 1 }
const measured = (value: number, coverage: number, estimate: number | null = null): Partial<HealthWindow> => ({
  performance: { n: 90, value, lower: value - 0.02, upper: value + 0.02, estimate, estimateLower: null, estimateUpper: null },
  coverage,
})

const health = (windows: HealthWindow[], more: Partial<ModelHealthView> = {}): ModelHealthView => ({
  model: 'm',
  team: 't',
  since: at(1),
  metric: 'rocAuc',
  limits: { performance: 0.5, fairnessRatio: 0.8 },
  windows,
  windowsTotal: windows.length,
  life: [],
  versions: [{ version: '2', status: 'ready', lifecycle: 'live', createdAt: at(1) }],
  requests: [{ id: id(700), version: '2', state: 'approved', openedAt: at(1, 2), closedAt: at(1, 4) }],
  grants: [{ id: id(800), version: '2', requestId: id(700), issuedAt: at(1, 4), expiresAt: at(91), revokedAt: null, revokeReason: null }],
  deployments: [{ id: id(900), version: '2', grantId: id(800), state: 'active', createdAt: at(2), endedAt: null }],
  evaluated: [{ version: '2', evidenceId: id(600), value: 0.8, lower: 0.78, upper: 0.82 }],
  days: [{ day: '2026-10-05', amount: '1.25', predictions: 500 }],
  currency: 'EUR',
  ...more,
})
const NOW = Date.parse(at(20))

describe('which days are shown', () => {
  it('reads the address, and answers nonsense with ninety days', () => {
    expect(askedRange({ days: '30' })).toEqual({ last: 30 })
    expect(askedRange({ days: 'all' })).toEqual({ last: 'all' })
    expect(askedRange({ from: '2026-10-01', to: '2026-10-09' })).toEqual({ from: '2026-10-01', to: '2026-10-09' })
    for (const params of [{}, { days: '31' }, { from: '2026-02-31', to: '2026-10-01' }, { from: '2026-10-09', to: '2026-10-01' }]) {
      expect(askedRange(params)).toEqual({ last: 90 })
    }
  })
  it('asks for whole days, both ends included', () => {
    expect(healthInput('m', { last: 7 }, '2026-10-20')).toEqual({ model: 'm', from: '2026-10-14T00:00:00Z', to: '2026-10-21T00:00:00Z' })
    expect(healthInput('m', { last: 'all' }, '2026-10-20')).toEqual({ model: 'm' })
  })
  it('shows no days from before there was anything, and a week at least', () => {
    expect(shownDays({ last: 90 }, at(1), '2026-10-20')).toEqual({ from: '2026-10-01', to: '2026-10-20' })
    expect(shownDays({ last: 'all' }, at(20), '2026-10-20')).toEqual({ from: '2026-10-14', to: '2026-10-20' })
  })
  it('zooms round a day without leaving the past', () => {
    const shown = { from: '2026-09-01', to: '2026-10-20' }
    const closer = zoomed(shown, '2026-10-19', 0.5, '2026-01-01', '2026-10-20')
    expect(closer).toEqual({ from: '2026-09-26', to: '2026-10-20' })
    expect(countDays(zoomed(shown, '2026-09-20', 2, '2026-01-01', '2026-10-20'))).toBe(100)
    expect(zoomed(shown, '2026-09-20', 2, '2026-08-20', '2026-10-20')).toEqual({ from: '2026-08-20', to: '2026-10-20' })
  })
})

it('finds the day under a position for every day, and names days in order', () => {
  fc.assert(
    fc.property(fc.integer({ min: 7, max: 900 }), fc.integer({ min: 400, max: 1400 }), (count, width) => {
      const days = { from: '2025-01-01', to: new Date(Date.parse('2025-01-01T00:00:00Z') + (count - 1) * DAY).toISOString().slice(0, 10) }
      const axis = timeAxis(days, 120, 120 + width)
      for (const day of [days.from, days.to]) expect(axis.dayAt(axis.at(Date.parse(`${day}T12:00:00Z`)))).toBe(day)
      expect(axis.dayAt(-50)).toBe(days.from)
      expect(axis.dayAt(9999)).toBe(days.to)
      for (let i = 1; i < axis.ticks.length; i++) expect(axis.at(axis.ticks[i]?.at ?? 0) - axis.at(axis.ticks[i - 1]?.at ?? 0)).toBeGreaterThan(50)
      expect(axis.ticks.length).toBeGreaterThan(0)
    }),
  )
})

it('lays no word on another or beyond an edge', () => {
  const marks = fc.array(fc.record({ x: fc.integer({ min: 120, max: 900 }), short: fc.string({ minLength: 2, maxLength: 14 }) }), { maxLength: 30 })
  fc.assert(
    fc.property(marks, (given) => {
      const boxes = placeLabels(given, 120, 900)
        .map(({ x, text, end }) => (end ? [x - text.length * 6.6, x] : [x, x + text.length * 6.6]) as [number, number])
        .toSorted((a, b) => a[0] - b[0])
      for (const [i, [low, high]] of boxes.entries()) {
        expect(low).toBeGreaterThanOrEqual(119.9)
        expect(high).toBeLessThanOrEqual(900.1)
        expect(low).toBeGreaterThan(boxes[i - 1]?.[1] ?? -Infinity)
      }
    }),
  )
  expect(
    placeLabels(
      [
        { x: 300, short: 'v1' },
        { x: 303, short: 'v2' },
      ],
      120,
      900,
    ),
  ).toEqual([{ x: 312, text: 'v1, v2', end: false }])
  expect(placeLabels([{ x: 895, short: 'v1 requested' }], 120, 900)).toMatchObject([{ end: true }])
})

describe('the answer', () => {
  it('names since when it drifts and what came before', () => {
    const days = [window(3), window(4), window(5, { drift: drifted }), window(6, { drift: null }), window(7, { drift: drifted })]
    const of = health(days)
    expect(driftRun(days).map(({ from }) => from)).toEqual([at(5), at(7)])
    const said = healthAnswer(of, healthMarks(of, NOW))
    expect(said).toMatchObject({ state: 'drift', answer: 'It has drifted since 5 Oct, 2 days in a row, debt the most.' })
    expect(said.strong).toBe('The last change before it: v2 put live, 2 Oct.')
    expect(said.lead).toBe('No label has come, so nobody knows how good its decisions are.')
  })
  it('says that performance decayed only where the intervals part', () => {
    const parted = health([window(3, measured(0.7, 1))])
    expect(decayOf(parted, parted.windows)?.measured.value).toBe(0.7)
    expect(healthAnswer(parted, []).state).toBe('fail')
    const touching = health([window(3, measured(0.77, 1))])
    expect(decayOf(touching, touching.windows)).toBeNull()
    const few = health([
      window(3, { coverage: 1, performance: { n: 29, value: 0.6, lower: 0.58, upper: 0.62, estimate: null, estimateLower: null, estimateUpper: null } }),
    ])
    expect(decayOf(few, few.windows)).toBeNull()
    const unlike = { n: 90, value: 0.79, lower: 0.78, upper: 0.8, estimate: 0.85, estimateLower: 0.83, estimateUpper: 0.87 }
    const expected = health([window(3, { coverage: 1, performance: unlike })])
    expect(healthAnswer(expected, []).strong).toBe('Its scores led to expect 0.850 (0.830–0.870).')
    const error = health([window(3, measured(0.7, 1))], { metric: 'rmse' })
    expect(decayOf(error, error.windows)).toBeNull()
    const larger = health([window(3, measured(0.9, 1))], { metric: 'rmse' })
    expect(decayOf(larger, larger.windows)).not.toBeNull()
  })
  it('never takes what was not measured for stable', () => {
    expect(healthAnswer(health([]), []).state).toBe('not-measured')
    expect(healthAnswer(health([window(3, { drift: null })]), []).state).toBe('not-measured')
    expect(healthAnswer(health([window(3, { drift: { ...drifted, verdict: 'not-enough-data' } })]), []).state).toBe('not-enough-data')
    expect(healthAnswer(health([window(3)]), []).answer).toBe('Nothing has drifted in 1 day of v2.')
  })
})

describe('marks', () => {
  it('tell what happened, newest first, and nothing of what is to come', () => {
    const of = health([window(3, { drift: drifted }), window(4, { drift: drifted }), window(5), window(6, { drift: drifted })])
    expect(healthMarks(of, NOW).map(({ text }) => text)).toEqual([
      'v2 begins to drift: debt, PSI 0.300',
      'v2 begins to drift: debt, PSI 0.300',
      'v2 put live',
      'v2 approved, grant issued',
      'v2 requested',
      'v2 registered',
    ])
    const ended = health([], { grants: [{ ...(of.grants[0] as ModelHealthView['grants'][number]), expiresAt: at(10) }] })
    expect(healthMarks(ended, NOW)[0]).toMatchObject({ text: 'grant of v2 ended', tone: 'fail' })
  })
})

describe('lines', () => {
  it('keep deployments apart, and what was measured from what was estimated', () => {
    const windows = [
      window(3, measured(0.8, 1)),
      window(4, measured(0.79, 0.4)),
      window(5, { performance: { n: 0, value: null, lower: null, upper: null, estimate: 0.78, estimateLower: 0.76, estimateUpper: 0.8 } }),
      window(6, { deploymentId: id(901), ...measured(0.9, 1) }),
    ]
    expect(metricPaths(windows, id(901)).map(({ live, trust, points }) => [live, trust, points.map(({ value }) => value)])).toEqual([
      [false, 'whole', [0.8]],
      [false, 'partial', [0.8, 0.79]],
      [false, 'estimated', [0.79, 0.78]],
      [true, 'whole', [0.9]],
    ])
    expect(psiPaths([window(3, { drift: { ...drifted, psi: 4 } })], null, 0.5)[0]?.points).toMatchObject([{ value: 0.5, warn: true }])
  })
})

describe('a day', () => {
  const of = health([window(4), window(5, { ...measured(0.81, 0.12), fairness: { attribute: 'sex', value: 0.91, lower: null, upper: null } })])
  const marks = healthMarks(of, NOW)
  it('is read in all lanes at once', () => {
    const reading = readDay(of, marks, '2026-10-05', NOW)
    expect(reading).toMatchObject({ deployments: [{ version: '2' }], grant: { state: 'live' }, window: { from: at(5) }, cost: { amount: '1.25' }, marks: [] })
    expect(readingWords(reading, of, '5 Oct')).toBe(
      '5 Oct: v2 live; largest PSI 0.020, age; ROC AUC 0.810 (0.790–0.830), 12 % of rows labelled; ratio of selection rates 0.910, by sex; 500 rows; cost €1.25',
    )
  })
  it('says what did not serve and what was not measured', () => {
    const before = readDay(of, marks, '2026-10-01', NOW)
    expect(before).toMatchObject({ deployments: [], grant: null, window: null, cost: null })
    expect(before.marks.map(({ text }) => text)).toEqual(['v2 approved, grant issued', 'v2 requested', 'v2 registered'])
    const revoked = health([], { grants: of.grants.map((grant) => ({ ...grant, revokedAt: at(6) })) })
    expect(readDay(revoked, [], '2026-10-05', NOW).grant?.state).toBe('live')
    expect(readDay(revoked, [], '2026-10-06', NOW).grant?.state).toBe('revoked')
  })
})
