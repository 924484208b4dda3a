import { describe, expect, it } from 'vitest'
import type { StandingView } from '#server/contracts/standing.ts'
import { firstRunGuide } from './first-run-steps.ts'

const MODEL: Pick<StandingView, 'model' | 'newest' | 'request' | 'gates'> = { model: 'loans', newest: null, request: null, gates: [] }
const ready = { version: '1', lifecycle: 'registered', status: 'ready', createdAt: '2026-11-01T00:00:00.000Z' } as const
const GATE = { name: 'drift', kind: 'drift', state: 'pass', detail: '', evidenceId: 'e1', blocks: false } as const
const REQUEST = { id: 'r1', state: 'open' } as const

describe('the guide of the first day', () => {
  it.each([
    ['nothing', { datasets: 0, models: [] }, '/datasets/new'],
    ['a dataset', { datasets: 1, models: [] }, '/models/new'],
    ['a model', { datasets: 1, models: [MODEL] }, '/models/loans/versions/new'],
    ['a version without a file', { datasets: 1, models: [{ ...MODEL, newest: { ...ready, status: 'pending' as const } }] }, '/models/loans/versions/1'],
    ['a file', { datasets: 1, models: [{ ...MODEL, newest: ready }] }, '/models/loans/versions/1'],
    ['a card alone', { datasets: 1, models: [{ ...MODEL, newest: ready, gates: [{ ...GATE, kind: 'card' as const }] }] }, '/models/loans/versions/1'],
    ['evidence', { datasets: 1, models: [{ ...MODEL, newest: ready, gates: [GATE] }] }, '/models/loans/versions/1/request'],
    ['a request', { datasets: 1, models: [{ ...MODEL, newest: ready, gates: [GATE], request: REQUEST }] }, '/requests/r1'],
    [
      'signatures',
      { datasets: 1, models: [{ ...MODEL, newest: ready, gates: [GATE], request: { ...REQUEST, state: 'approved' as const } }] },
      '/deployments/new',
    ],
  ])('with %s leads on', (_what, facts, href) => {
    expect(firstRunGuide(facts).next.href).toBe(href)
  })

  it('has one current step, and what is done before it', () => {
    const { steps } = firstRunGuide({ datasets: 1, models: [{ ...MODEL, newest: ready }] })
    expect(steps.map((step) => step.status)).toEqual(['done', 'done', 'done', 'current', 'next', 'next'])
  })
})
