import { UNREACHED } from './signals.ts'
import type { Signals } from './signals.ts'

export interface HddmWParameters {
  driftConfidence: number
  warningConfidence: number
  /** Weight of the newest value in the moving mean, 0 to 1. */
  lambda: number
  /** Watch falls of the mean as well as rises. */
  twoSided: boolean
}

/** An exponentially weighted mean and the sum of squared weights that McDiarmid's bound needs. */
interface Weighted {
  started: boolean
  mean: number
  weight: number
}

export interface HddmWState extends Signals {
  parameters: HddmWParameters
  total: Weighted
  lowCut: number
  beforeRise: Weighted
  sinceRise: Weighted
  highCut: number
  beforeFall: Weighted
  sinceFall: Weighted
}

const fresh = (): Weighted => ({ started: false, mean: 0, weight: 1 })
const begin = () => ({
  drift: false,
  warning: false,
  total: fresh(),
  lowCut: UNREACHED,
  beforeRise: fresh(),
  sinceRise: fresh(),
  highCut: -UNREACHED,
  beforeFall: fresh(),
  sinceFall: fresh(),
})

/**
 * A test of the exponentially weighted mean of values in [0, 1] by McDiarmid's bound: Frías-Blanco et al., IEEE TKDE 27(3),
 * 2015; verdicts as River's `HDDM_W`.
 */
export const createHddmW = (parameters: Partial<HddmWParameters> = {}): HddmWState => ({
  parameters: { driftConfidence: 0.001, warningConfidence: 0.005, lambda: 0.05, twoSided: false, ...parameters },
  ...begin(),
})

function take(sample: Weighted, value: number, lambda: number): void {
  sample.mean = sample.started ? lambda * value + (1 - lambda) * sample.mean : value
  sample.started = true
  sample.weight = lambda * lambda + (1 - lambda) ** 2 * sample.weight
}

function restart(sample: Weighted): void {
  sample.started = false
  sample.mean = 0
  sample.weight = 1
}

function copy(to: Weighted, from: Weighted): void {
  to.started = from.started
  to.mean = from.mean
  to.weight = from.weight
}

const bound = (weight: number, confidence: number): number => Math.sqrt((weight * Math.log(1 / confidence)) / 2)

const exceeds = (high: Weighted, low: Weighted, confidence: number): boolean =>
  high.started && low.started && high.mean - low.mean > bound(low.weight + high.weight, confidence)

/** Takes one value in [0, 1]. */
export function updateHddmW(state: HddmWState, value: number): void {
  if (state.drift) Object.assign(state, begin())
  const { driftConfidence, warningConfidence, lambda, twoSided } = state.parameters
  const { total } = state
  take(total, value, lambda)
  const width = bound(total.weight, driftConfidence)
  if (total.mean + width < state.lowCut) {
    state.lowCut = total.mean + width
    copy(state.beforeRise, total)
    restart(state.sinceRise)
  } else take(state.sinceRise, value, lambda)
  state.drift = exceeds(state.sinceRise, state.beforeRise, driftConfidence)
  state.warning = !state.drift && exceeds(state.sinceRise, state.beforeRise, warningConfidence)
  if (total.mean - width > state.highCut) {
    state.highCut = total.mean - width
    copy(state.beforeFall, total)
    restart(state.sinceFall)
  } else take(state.sinceFall, value, lambda)
  if (!twoSided) return
  if (exceeds(state.beforeFall, state.sinceFall, driftConfidence)) state.drift = true
  else if (exceeds(state.beforeFall, state.sinceFall, warningConfidence)) state.warning = true
}
