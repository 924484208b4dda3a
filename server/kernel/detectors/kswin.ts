import { ksTest } from '../drift/ks-test.ts'
import { seededRandom } from '../numbers/random.ts'
import type { Signals } from './signals.ts'

export interface KswinParameters {
  alpha: number
  windowSize: number
  /** Newest values, and as many of the older ones. At most half of `windowSize`. */
  statSize: number
  seed: number
}

export interface KswinState extends Signals {
  parameters: KswinParameters
  window: number[]
  /** Tests made since the last drift. */
  tests: number
  /** p-value of the last test. */
  pValue: number | null
}

/** Distance below which a difference is too small to matter. */
const SMALLEST_DISTANCE = 0.1

/**
 * A sliding window over a stream of numbers, whose newest values are compared with a sample of the older ones by the exact
 * Kolmogorov-Smirnov test: Raab, Heusinger and Schleif, Neurocomputing 416, 2020; verdicts as River's `KSWIN` for the same
 * sampled positions. Throws RangeError when the window cannot hold two samples.
 */
export function createKswin(parameters: Partial<KswinParameters> = {}): KswinState {
  const all = { alpha: 0.005, windowSize: 100, statSize: 30, seed: 1, ...parameters }
  if (2 * all.statSize > all.windowSize) throw new RangeError(`a window of ${all.windowSize} holds no two samples of ${all.statSize}`)
  return { drift: false, warning: false, parameters: all, window: [], tests: 0, pValue: null }
}

/** `count` distinct positions below `bound`, the same ones for the same seed (Floyd's sampling). */
function drawPositions(seed: number, bound: number, count: number): number[] {
  const random = seededRandom(seed)
  const drawn = new Set<number>()
  for (let top = bound - count; top < bound; top++) {
    const position = random.integer(top + 1)
    drawn.add(drawn.has(position) ? top : position)
  }
  return [...drawn]
}

/**
 * Takes one finite value.
 *
 * @param positions of the older values (0 the oldest) that a test made now samples; drawn from the seed when not given
 * @returns whether a test was made
 */
export function updateKswin(state: KswinState, value: number, positions?: ArrayLike<number>): boolean {
  const { alpha, windowSize, statSize, seed } = state.parameters
  const { window } = state
  if (state.drift) {
    state.drift = false
    state.tests = 0
    window.length = 0
  }
  window.push(value)
  if (window.length > windowSize) window.shift()
  if (window.length < windowSize) return false
  const older = windowSize - statSize
  const sampled = positions ?? drawPositions(seed + state.tests, older, statSize)
  state.tests++
  const { statistic, pValue } = ksTest(Float64Array.from(sampled, (at) => window[at]).sort(), Float64Array.from(window.slice(older)).sort())
  state.pValue = pValue
  state.drift = pValue <= alpha && statistic > SMALLEST_DISTANCE
  return true
}
