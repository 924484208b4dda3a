import type { Signals } from './signals.ts'

export interface AdwinParameters {
  /** Chance of a false cut. */
  delta: number
  /** Looks for a cut every so many values. */
  clock: number
  maximumBuckets: number
  /** Smallest part on either side of a cut. */
  minimumLength: number
  /** No cut in a window of this many values or fewer. */
  gracePeriod: number
}

/** Buckets of 2^level values each, the oldest first: their sums, and their sums of squared deviations. */
interface Level {
  totals: number[]
  squares: number[]
}

export interface AdwinState extends Signals {
  parameters: AdwinParameters
  ticks: number
  width: number
  total: number
  /** Sum of squared deviations from the mean over the window. */
  squares: number
  levels: Level[]
}

const begin = () => ({ drift: false, warning: false, ticks: 0, width: 0, total: 0, squares: 0, levels: [{ totals: [], squares: [] }] })

/**
 * An adaptive window over a stream of numbers, which drops its oldest part when its mean differs: Bifet and Gavaldà, SDM
 * 2007; verdicts as River's `ADWIN`. Memory grows with the logarithm of the window.
 */
export const createAdwin = (parameters: Partial<AdwinParameters> = {}): AdwinState => ({
  parameters: { delta: 0.002, clock: 32, maximumBuckets: 5, minimumLength: 5, gracePeriod: 10, ...parameters },
  ...begin(),
})

/** Merges the two oldest buckets of each level that has one too many into one of the next. */
function compress(levels: Level[], maximum: number): void {
  for (let k = 0, size = 1; k < levels.length && levels[k].totals.length > maximum; k++, size *= 2) {
    const { totals, squares } = levels[k]
    if (k + 1 === levels.length) levels.push({ totals: [], squares: [] })
    const [first, second] = [totals.shift() ?? 0, totals.shift() ?? 0]
    const [firstSquares, secondSquares] = [squares.shift() ?? 0, squares.shift() ?? 0]
    const gap = first / size - second / size
    levels[k + 1].totals.push(first + second)
    levels[k + 1].squares.push(firstSquares + secondSquares + (size * gap * gap) / 2)
  }
}

/** Whether some cut, from the oldest bucket to the newest, parts the window into two whose means differ beyond chance. */
function hasCut({ parameters: { delta, minimumLength }, width, total, squares, levels }: AdwinState): boolean {
  const log = Math.log((2 * Math.log(width)) / delta)
  const variance = squares / width
  let [oldN, oldTotal] = [0, 0]
  let [newN, newTotal] = [width, total]
  for (let k = levels.length - 1; k >= 0; k--) {
    const { totals } = levels[k]
    const size = 2 ** k
    const end = k === 0 ? totals.length - 1 : totals.length
    for (let b = 0; b < end; b++) {
      oldN += size
      newN -= size
      oldTotal += totals[b]
      newTotal -= totals[b]
      if (oldN < minimumLength || newN < minimumLength) continue
      const reciprocal = 1 / (oldN - minimumLength + 1) + 1 / (newN - minimumLength + 1)
      const allowed = Math.sqrt(2 * reciprocal * variance * log) + (2 / 3) * log * reciprocal
      if (Math.abs(oldTotal / oldN - newTotal / newN) > allowed) return true
    }
  }
  return false
}

function dropOldest(state: AdwinState): void {
  const { levels } = state
  const oldest = levels[levels.length - 1]
  const size = 2 ** (levels.length - 1)
  const [total, squares] = [oldest.totals.shift() ?? 0, oldest.squares.shift() ?? 0]
  state.width -= size
  state.total -= total
  const gap = total / size - state.total / state.width
  state.squares -= squares + (size * state.width * gap * gap) / (size + state.width)
  if (oldest.totals.length === 0) levels.pop()
}

/** Takes one finite value: drift when a part of the window was dropped; `width` is then what is left. */
export function updateAdwin(state: AdwinState, value: number): void {
  if (state.drift) Object.assign(state, begin())
  const { clock, maximumBuckets, gracePeriod } = state.parameters
  if (state.width > 0) {
    const gap = value - state.total / state.width
    state.squares += (state.width * gap * gap) / (state.width + 1)
  }
  state.width++
  state.total += value
  const [newest] = state.levels
  newest.totals.push(value)
  newest.squares.push(0)
  compress(state.levels, maximumBuckets)
  if (++state.ticks % clock !== 0 || state.width <= gracePeriod) return
  while (hasCut(state)) {
    state.drift = true
    dropOldest(state)
  }
}
