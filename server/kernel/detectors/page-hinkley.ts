import { UNREACHED } from './signals.ts'
import type { Signals } from './signals.ts'

export interface PageHinkleyParameters {
  /** No verdict on fewer values. */
  minimumRows: number
  /** Change of the mean that is not looked for. */
  delta: number
  threshold: number
  /** Share of the sums that the next value keeps. */
  alpha: number
  mode: 'up' | 'down' | 'both'
}

export interface PageHinkleyState extends Signals {
  parameters: PageHinkleyParameters
  n: number
  mean: number
  rise: number
  lowestRise: number
  fall: number
  highestFall: number
}

const begin = () => ({ drift: false, warning: false, n: 0, mean: 0, rise: 0, lowestRise: UNREACHED, fall: 0, highestFall: -1 })

/** Page and Hinkley's test of the mean of a stream of numbers: Page, Biometrika 41, 1954; verdicts as River's `PageHinkley`. */
export const createPageHinkley = (parameters: Partial<PageHinkleyParameters> = {}): PageHinkleyState => ({
  parameters: { minimumRows: 30, delta: 0.005, threshold: 50, alpha: 0.9999, mode: 'both', ...parameters },
  ...begin(),
})

/** Takes one finite value: drift when the sum of what values exceed their mean by is far above its lowest, or below its highest. */
export function updatePageHinkley(state: PageHinkleyState, value: number): void {
  if (state.drift) Object.assign(state, begin())
  const { minimumRows, delta, threshold, alpha, mode } = state.parameters
  state.n++
  state.mean += (1 / state.n) * (value - state.mean)
  const deviation = value - state.mean
  state.rise = alpha * state.rise + deviation - delta
  state.fall = alpha * state.fall + deviation + delta
  if (state.rise < state.lowestRise) state.lowestRise = state.rise
  if (state.fall > state.highestFall) state.highestFall = state.fall
  if (state.n < minimumRows) return
  const risen = state.rise - state.lowestRise > threshold
  const fallen = state.highestFall - state.fall > threshold
  state.drift = (mode !== 'down' && risen) || (mode !== 'up' && fallen)
}
