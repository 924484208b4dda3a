import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../numbers/random.ts'
import { createAdwin, updateAdwin } from './adwin.ts'
import { createDdm, updateDdm } from './ddm.ts'
import { createEddm, updateEddm } from './eddm.ts'
import { createFhddm, updateFhddm } from './fhddm.ts'
import { createHddmA, updateHddmA } from './hddm-a.ts'
import { createHddmW, updateHddmW } from './hddm-w.ts'
import { createKswin, updateKswin } from './kswin.ts'
import { createPageHinkley, updatePageHinkley } from './page-hinkley.ts'
import type { Signals } from './signals.ts'

type Machine = { create: () => Signals; update: (state: Signals, value: number) => unknown }
const machine = <State extends Signals>(create: () => State, update: (state: State, value: number) => unknown): Machine => ({
  create,
  update: (state, value) => update(state as State, value),
})

const MACHINES: Record<string, Machine> = {
  adwin: machine(() => createAdwin({ clock: 4 }), updateAdwin),
  ddm: machine(createDdm, updateDdm),
  eddm: machine(createEddm, updateEddm),
  fhddm: machine(
    () => createFhddm({ windowSize: 40, shortWindowSize: 12, confidence: 1e-3 }),
    (state, error) => updateFhddm(state, 1 - error),
  ),
  'hddm-a': machine(() => createHddmA({ twoSided: true }), updateHddmA),
  'hddm-w': machine(() => createHddmW({ twoSided: true }), updateHddmW),
  kswin: machine(() => createKswin({ windowSize: 60, statSize: 25 }), updateKswin),
  'page-hinkley': machine(() => createPageHinkley({ threshold: 20 }), updatePageHinkley),
}

/** Errors at rate 0.1, from the middle on at 0.6. */
function shifted(seed: number, length: number): number[] {
  const random = seededRandom(seed)
  return Array.from({ length }, (_, i) => (random.uniform() < (i < length / 2 ? 0.1 : 0.6) ? 1 : 0))
}

function alarmsOf({ create, update }: Machine, values: readonly number[], throughJson = false): number[] {
  let state = create()
  return values.flatMap((value, i) => {
    if (throughJson) state = JSON.parse(JSON.stringify(state)) as Signals
    update(state, value)
    return state.drift ? [i] : []
  })
}

describe('stream detectors', () => {
  it.each(Object.entries(MACHINES))('%s finds a shift soon, and goes on the same after a restart', (_, each) => {
    const values = shifted(3, 1200)
    const alarms = alarmsOf(each, values)
    expect(alarms.some((at) => at >= 600 && at < 720)).toBe(true)
    expect(alarms.filter((at) => at < 600).length).toBeLessThanOrEqual(3)
    expect(alarmsOf(each, values, true)).toEqual(alarms)
  })

  it.each(Object.entries(MACHINES))('%s stays silent on a constant stream', (_, each) => {
    expect(alarmsOf(each, new Array<number>(500).fill(0))).toEqual([])
  })

  it('keep the window of ADWIN equal to the newest values', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 1, maxLength: 300 }),
        fc.integer({ min: 1, max: 4 }),
        (values, buckets) => {
          const state = createAdwin({ clock: 1, maximumBuckets: buckets, delta: 0.3, minimumLength: 1, gracePeriod: 1 })
          for (const [i, value] of values.entries()) {
            updateAdwin(state, value)
            const levels = state.levels.reduce((sum, { totals }, k) => sum + totals.length * 2 ** k, 0)
            expect(levels).toBe(state.width)
            if (state.drift) continue
            const window = values.slice(i + 1 - state.width, i + 1)
            const mean = window.reduce((a, b) => a + b, 0) / window.length
            expect(state.total / state.width).toBeCloseTo(mean, 9)
            if (state.width === i + 1)
              expect(state.squares).toBeCloseTo(
                window.reduce((sum, x) => sum + (x - mean) ** 2, 0),
                8,
              )
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  it('count the hits of both windows of FHDDM', () => {
    const random = seededRandom(8)
    const state = createFhddm({ windowSize: 23, shortWindowSize: 7, confidence: 1e-12 })
    const hits = Array.from({ length: 400 }, () => random.integer(2))
    for (const [i, hit] of hits.entries()) {
      updateFhddm(state, hit)
      const last = (size: number) => hits.slice(Math.max(0, i + 1 - size), i + 1).reduce((a, b) => a + b, 0)
      expect(state).toMatchObject({ drift: false, hits: last(23), shortHits: last(7) })
    }
  })

  it('sample in KSWIN the older values alone, the same ones for the same seed', () => {
    const pValues = (seed: number) => {
      const state = createKswin({ windowSize: 12, statSize: 4, seed, alpha: 0 })
      return Array.from({ length: 60 }, (_, i) => {
        updateKswin(state, i % 12 < 8 ? (i * 5) % 8 : 10 + i)
        return state.pValue
      })
    }
    // The older eight lie below the newest four, so any sample of them gives D = 1.
    expect(pValues(1)[11]).toBeCloseTo(2 / 70, 12)
    expect(pValues(1)).toEqual(pValues(1))
    expect(new Set([1, 2, 3, 4, 5].map((seed) => String(pValues(seed)))).size).toBeGreaterThan(1)
  })

  it('refuse parameters that cannot be', () => {
    expect(() => createKswin({ windowSize: 50, statSize: 30 })).toThrow('holds no two samples')
    expect(() => createEddm({ alpha: 0.5, beta: 0.9 })).toThrow('below beta')
    expect(() => createFhddm({ windowSize: 10, shortWindowSize: 20 })).toThrow('longer than the window')
  })
})
