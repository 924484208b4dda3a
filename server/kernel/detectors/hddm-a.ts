import type { Signals } from './signals.ts'

export interface HddmAParameters {
  driftConfidence: number
  warningConfidence: number
  /** Watch falls of the mean as well as rises. */
  twoSided: boolean
}

export interface HddmAState extends Signals {
  parameters: HddmAParameters
  n: number
  mean: number
  /** The cut points: how many values there were, and their mean, when the bound around the mean was lowest and highest. */
  lowN: number
  lowMean: number
  highN: number
  highMean: number
}

const begin = () => ({ drift: false, warning: false, n: 0, mean: 0, lowN: 0, lowMean: 0, highN: 0, highMean: 0 })

/** A test of the mean of values in [0, 1] by Hoeffding's bound: Frías-Blanco et al., IEEE TKDE 27(3), 2015; verdicts as River's `HDDM_A`. */
export const createHddmA = (parameters: Partial<HddmAParameters> = {}): HddmAState => ({
  parameters: { driftConfidence: 0.001, warningConfidence: 0.005, twoSided: false, ...parameters },
  ...begin(),
})

const bound = (n: number, confidence: number): number => Math.sqrt((1 / (2 * n)) * Math.log(1 / confidence))

/** Whether means of the first `cut` of `n` values and of all differ by more than chance gives at this confidence. */
function differs(difference: number, cut: number, n: number, confidence: number): boolean {
  if (cut === n) return false
  const share = ((n - cut) / cut) * (1 / n)
  return difference >= Math.sqrt((share / 2) * Math.log(2 / confidence))
}

/** Takes one value in [0, 1]. */
export function updateHddmA(state: HddmAState, value: number): void {
  if (state.drift) Object.assign(state, begin())
  const { driftConfidence, warningConfidence, twoSided } = state.parameters
  state.n++
  state.mean += (1 / state.n) * (value - state.mean)
  const { n, mean } = state
  const width = bound(n, driftConfidence)
  if (state.lowN === 0 || state.lowMean + bound(state.lowN, driftConfidence) >= mean + width) {
    state.lowN = n
    state.lowMean = mean
  }
  if (state.highN === 0 || state.highMean - bound(state.highN, driftConfidence) <= mean - width) {
    state.highN = n
    state.highMean = mean
  }
  const rise = mean - state.lowMean
  state.drift = differs(rise, state.lowN, n, driftConfidence)
  state.warning = !state.drift && differs(rise, state.lowN, n, warningConfidence)
  if (!twoSided) return
  const fall = state.highMean - mean
  if (differs(fall, state.highN, n, driftConfidence)) state.drift = true
  else if (differs(fall, state.highN, n, warningConfidence)) state.warning = true
}
