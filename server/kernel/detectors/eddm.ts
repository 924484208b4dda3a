import type { Signals } from './signals.ts'

export interface EddmParameters {
  /** No verdict on this many errors or fewer. */
  warmStart: number
  /** Warning below this share of the largest distance between errors. */
  alpha: number
  /** Drift below this share. */
  beta: number
}

export interface EddmState extends Signals {
  parameters: EddmParameters
  n: number
  errors: number
  lastError: number
  meanDistance: number
  squares: number
  largest: number
}

const begin = () => ({ drift: false, warning: false, n: 0, errors: 0, lastError: 0, meanDistance: 0, squares: 0, largest: -1 })

/**
 * An early drift detection method on a stream of errors (1) and hits (0), which watches the distances between errors and so
 * finds slow changes: Baena-García et al., 2006; verdicts as River's `EDDM`. Throws RangeError when `alpha` is below `beta`.
 */
export function createEddm(parameters: Partial<EddmParameters> = {}): EddmState {
  const all = { warmStart: 30, alpha: 0.95, beta: 0.9, ...parameters }
  if (all.alpha < all.beta) throw new RangeError(`alpha ${all.alpha} is below beta ${all.beta}`)
  return { parameters: all, ...begin() }
}

/** Takes one value, 1 for an error and 0 for a hit. A warning stays until an error takes it back, also beside a drift. */
export function updateEddm(state: EddmState, error: number): void {
  if (state.drift) Object.assign(state, begin())
  state.n++
  if (error !== 1) return
  state.errors++
  const distance = state.n - state.lastError
  const before = state.meanDistance
  state.meanDistance += (1 / state.errors) * (distance - before)
  state.squares += (distance - before) * (distance - state.meanDistance)
  state.lastError = state.n
  const { warmStart, alpha, beta } = state.parameters
  if (state.n <= warmStart) return
  const deviation = state.errors > 1 ? Math.sqrt(Math.max(0, state.squares / (state.errors - 1))) : 0
  const level = state.meanDistance + 2 * deviation
  if (level > state.largest) state.largest = level
  else if (state.errors > warmStart) {
    const share = level / state.largest
    if (share < beta) state.drift = true
    else state.warning = share < alpha
  }
}
