import { UNREACHED } from './signals.ts'
import type { Signals } from './signals.ts'

export interface DdmParameters {
  /** No verdict on this many values or fewer. */
  warmStart: number
  /** Standard deviations above the lowest error rate. */
  warningThreshold: number
  driftThreshold: number
}

export interface DdmState extends Signals {
  parameters: DdmParameters
  n: number
  errorRate: number
  lowestRate: number
  lowestDeviation: number
}

const begin = () => ({ drift: false, warning: false, n: 0, errorRate: 0, lowestRate: UNREACHED, lowestDeviation: UNREACHED })

/** A drift detection method on a stream of errors (1) and hits (0): Gama et al., SBIA 2004; verdicts as River's `DDM`. */
export const createDdm = (parameters: Partial<DdmParameters> = {}): DdmState => ({
  parameters: { warmStart: 30, warningThreshold: 2, driftThreshold: 3, ...parameters },
  ...begin(),
})

/** Takes one value, 1 for an error and 0 for a hit: drift when the error rate is far above its lowest. */
export function updateDdm(state: DdmState, error: number): void {
  if (state.drift) Object.assign(state, begin())
  const { warmStart, warningThreshold, driftThreshold } = state.parameters
  state.n++
  state.errorRate += (1 / state.n) * (error - state.errorRate)
  if (state.n <= warmStart) return
  const rate = state.errorRate
  const deviation = Math.sqrt(Math.max(0, (rate * (1 - rate)) / state.n))
  const level = rate + deviation
  if (level <= state.lowestRate + state.lowestDeviation) {
    state.lowestRate = rate
    state.lowestDeviation = deviation
  }
  state.drift = level > state.lowestRate + driftThreshold * state.lowestDeviation
  state.warning = !state.drift && level > state.lowestRate + warningThreshold * state.lowestDeviation
}
