import { describe, expect, it } from 'vitest'
import type { GateInput } from './evaluate-gates.ts'
import { evaluateGates } from './evaluate-gates.ts'
import type { GateResult, GateRule } from './gate.ts'

const gates: GateRule[] = [
  { name: 'performance', kind: 'performance', lowerBoundAbove: { rocAuc: 0.5, r2: 0, accuracyOverMajorityShare: 0 } },
  { name: 'fairness', kind: 'fairness', metric: 'demographicParityRatio', limit: 0.8 },
  { name: 'drift', kind: 'drift', failsAt: ['drift'] },
  { name: 'data-quality', kind: 'data-quality', maximumBlockingFindings: 0 },
  { name: 'explanation', kind: 'explanation', mustBeExact: false },
  { name: 'card', kind: 'card', mustBeComplete: true },
]
const policy = { gates, evidenceMaxAgeDays: 90, inconclusiveBlocksAt: ['high' as const] }
const now = '2026-06-01T00:00:00.000Z'
const estimate = (value: number, lower: number, upper: number) => ({ value, lower, upper, method: 'test' })

const parity = (
  ratio: unknown,
  groups = [
    { group: 'f', n: 300, selectionRate: estimate(0.5, 0.4, 0.6) },
    { group: 'm', n: 200, selectionRate: estimate(0.6, 0.5, 0.7) },
  ],
) => ({
  minimumGroup: 30,
  attributes: [{ attribute: 'sex', groups, metrics: { demographicParityRatio: ratio } }],
})
const good = {
  performance: { n: 6000, metrics: { rocAuc: estimate(0.76, 0.75, 0.77) } },
  fairness: parity(estimate(0.9, 0.85, 0.95)),
  drift: { verdict: 'stable', reference: { n: 5000 }, current: { n: 6000 }, features: [{ feature: 'age', verdict: 'stable' }] },
  'data-quality': { n: 6000, columns: [{ name: 'age' }], findings: [] },
  explanation: { method: 'interventional', exact: true, features: [{ feature: 'age' }], baseline: { rows: 100 } },
  card: { complete: true, missing: [], revision: 2 },
}

function evaluate(
  results: Partial<Record<keyof typeof good, Record<string, unknown>>>,
  input: Partial<GateInput> & { createdAt?: string } = {},
): Map<string, GateResult> {
  const { createdAt = '2026-05-01T00:00:00.000Z', ...given } = input
  const evidence = Object.fromEntries(Object.entries(results).map(([kind, result]) => [kind, { id: `id of ${kind}`, result, createdAt }]))
  const judged = evaluateGates({ policy, tier: 'high', evidence, protectedAttributes: ['sex'], now, ...given })
  return new Map(judged.map((gate) => [gate.name, gate]))
}

const only = (kind: keyof typeof good, result: Record<string, unknown>, input: Parameters<typeof evaluate>[1] = {}): GateResult => {
  const found = [...evaluate({ [kind]: result }, input).values()].find((gate) => gate.kind === kind)
  if (!found) throw new Error(`no gate of kind ${kind}`)
  return found
}

describe('evaluateGates', () => {
  it('passes what is good, each gate on its own evidence', () => {
    const judged = evaluate(good)
    expect([...judged.keys()]).toEqual(['performance', 'fairness-sex', 'drift', 'data-quality', 'explanation', 'card'])
    for (const gate of judged.values()) expect(gate).toMatchObject({ state: 'pass', blocks: false, evidenceId: `id of ${gate.kind}` })
    expect(judged.get('performance')?.detail).toBe('ROC AUC is 0.76 on 6,000 rows; the lower end of its 95 % interval, 0.75, is above 0.5.')
    expect(judged.get('fairness-sex')?.detail).toBe(
      'For sex, the ratio of the lowest to the highest selection rate (f 0.5, m 0.6) is 0.9 (95 % interval 0.85 to 0.95) over 2 groups of at least 30 rows, 500 rows in all; at least 0.8 is asked for.',
    )
    expect(judged.get('drift')?.detail).toBe('None of 1 feature drifted between the reference of 5,000 rows and the 6,000 rows assessed.')
  })

  it('is inconclusive without evidence: that blocks at high and warns below', () => {
    for (const tier of ['low', 'medium', 'high'] as const) {
      for (const gate of evaluate({}, { tier }).values()) expect(gate).toMatchObject({ state: 'inconclusive', evidenceId: null, blocks: tier === 'high' })
    }
    expect(evaluate({}).get('performance')?.detail).toBe('No performance evidence yet: run an assessment.')
  })

  it('blocks on failure at every tier', () => {
    for (const tier of ['low', 'medium', 'high'] as const) {
      expect(only('fairness', parity(estimate(0.79, 0.7, 0.9)), { tier })).toMatchObject({ name: 'fairness-sex', state: 'fail', blocks: true })
    }
  })

  it('asks the lower end of the interval to be better than chance', () => {
    const auc = (lower: number) => only('performance', { n: 50, metrics: { rocAuc: estimate(0.6, lower, 0.7) } }).state
    expect([auc(0.49), auc(0.5), auc(0.5000001)]).toEqual(['fail', 'fail', 'pass'])
    expect(only('performance', { n: 50, metrics: { r2: estimate(0.1, -0.01, 0.2), rmse: estimate(1, 0.9, 1.1) } }).state).toBe('fail')
    expect(only('performance', { n: 50, metrics: { r2: estimate(0.1, 0.01, 0.2) } }).state).toBe('pass')
    const accuracy = (lower: number) => only('performance', { n: 50, majorityShare: 0.9, metrics: { accuracy: estimate(0.93, lower, 0.95) } })
    expect(accuracy(0.89)).toMatchObject({ state: 'fail', threshold: 'lower bound > 0.9' })
    expect(accuracy(0.91).state).toBe('pass')
    expect(only('performance', { n: 50, metrics: { accuracy: estimate(0.93, 0.92, 0.95) } }).state).toBe('inconclusive')
    expect(only('performance', { n: 50, metrics: { rocAuc: { undefined: 'one-class' }, accuracy: estimate(1, 0.9, 1) } })).toMatchObject({
      state: 'inconclusive',
      detail: 'ROC AUC is undefined: all rows are of one class.',
    })
  })

  it('judges fairness by the estimate, and shows enough digits to tell it from the limit', () => {
    expect(only('fairness', parity(estimate(0.8, 0.7, 0.9))).state).toBe('pass')
    const close = only('fairness', parity(estimate(0.79999, 0.7, 0.9)))
    expect(close.state).toBe('fail')
    expect(close.detail).toContain('is 0.79999 (95 % interval')
    expect(only('fairness', parity({ undefined: 'fewer-than-two-groups' })).detail).toContain(
      'over 2 groups of at least 30 rows, 500 rows in all: fewer than two groups are large enough.',
    )
    const difference = (limit: number) =>
      only(
        'fairness',
        { attributes: [{ attribute: 'sex', groups: [], metrics: { equalizedOddsDifference: estimate(0.1, 0.05, 0.15) } }] },
        {
          policy: { ...policy, gates: [{ name: 'fairness-odds', kind: 'fairness', metric: 'equalizedOddsDifference', limit }] },
        },
      )
    expect(difference(0.1)).toMatchObject({ name: 'fairness-odds-sex', state: 'pass' })
    expect(difference(0.09).state).toBe('fail')
  })

  it('is inconclusive for an attribute that the evidence does not cover, and where none is declared', () => {
    expect(evaluate(good, { protectedAttributes: ['sex', 'age'] }).get('fairness-age')).toMatchObject({ state: 'inconclusive', blocks: true })
    const none = evaluate(good, { protectedAttributes: [], tier: 'medium' }).get('fairness')
    expect(none).toMatchObject({ state: 'inconclusive', blocks: false })
    expect(none?.detail).toContain('declares no protected attribute')
  })

  it('names what drifted', () => {
    const drift = (verdict: string) =>
      only('drift', { verdict, reference: { n: 1000 }, current: { n: 900 }, features: ['a', 'b', 'c'].map((feature) => ({ feature, verdict })) })
    expect(drift('drift')).toMatchObject({
      state: 'fail',
      detail: '3 of 3 features differ between the reference of 1,000 rows and the 900 rows assessed: a, b and c.',
    })
    expect(drift('too-small-to-matter').state).toBe('pass')
    expect(drift('not-enough-data').state).toBe('inconclusive')
    expect(drift('anything').state).toBe('inconclusive')
  })

  it('lets warnings through, and takes a finding of unknown severity for blocking', () => {
    const quality = (findings: unknown) => only('data-quality', { n: 10, columns: [], findings })
    expect(quality([{ code: 'unseen-category', column: 'x', count: 1, severity: 'warning' }]).state).toBe('pass')
    expect(quality([{ code: 'unit-change', column: 'income', count: 1000, severity: 'blocking' }])).toMatchObject({
      state: 'fail',
      detail: '1 blocking finding in 10 rows and 0 columns: unit-change in income (1,000).',
    })
    expect(quality([{ code: 'x', count: 1 }]).state).toBe('fail')
    expect(quality(undefined).state).toBe('inconclusive')
  })

  it('asks for an exact explanation only where the policy does', () => {
    const sampled = { ...good.explanation, exact: false }
    expect(only('explanation', sampled).state).toBe('pass')
    expect(only('explanation', sampled, { policy: { ...policy, gates: [{ name: 'explanation', kind: 'explanation', mustBeExact: true }] } }).state).toBe('fail')
    expect(only('explanation', {}).state).toBe('inconclusive')
  })

  it('fails a card that lacks sections', () => {
    expect(only('card', { complete: false, missing: ['limitations'], revision: 1 })).toMatchObject({
      state: 'fail',
      detail: 'Revision 1 of the card lacks limitations.',
    })
  })

  it('trusts nothing good that is older than the policy allows, and forgives nothing bad', () => {
    const at = (days: number) => new Date(Date.parse(now) - days * 86_400_000).toISOString()
    for (const gate of evaluate(good, { createdAt: at(90) }).values()) expect(gate.state).toBe('pass')
    for (const gate of evaluate(good, { createdAt: at(90.5) }).values()) {
      expect(gate).toMatchObject({ state: 'inconclusive', evidenceId: `id of ${gate.kind}`, blocks: true })
      expect(gate.detail).toMatch(/90\.5 days old, more than the 90 days allowed/)
    }
    expect(only('fairness', parity(estimate(0.5, 0.4, 0.6)), { createdAt: at(200), tier: 'low' })).toMatchObject({ state: 'fail', blocks: true })
  })

  it('survives evidence of any shape', () => {
    for (const result of [{}, { metrics: null }, { attributes: 'x', findings: [1], features: {}, metrics: [] }]) {
      const shaped = Object.fromEntries(Object.keys(good).map((kind) => [kind, result]))
      for (const gate of evaluate(shaped).values()) expect(gate.detail.length).toBeGreaterThan(10)
    }
  })
})
