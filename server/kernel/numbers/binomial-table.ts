import type { Random } from './random.ts'

/** Masses below this share of the largest one are left out: together below 1e-15. */
const NEGLIGIBLE = 1e-19

/** Probabilities of `trials` Bernoulli trials around their mode, unnormalised, from `first` successes on. */
function masses(trials: number, p: number): { first: number; weights: number[] } {
  const mode = Math.min(trials, Math.floor((trials + 1) * p))
  const odds = p / (1 - p)
  const above: number[] = []
  for (let k = mode, mass = 1; k < trials && mass > NEGLIGIBLE; k++) above.push((mass *= (odds * (trials - k)) / (k + 1)))
  const below: number[] = []
  for (let k = mode, mass = 1; k > 0 && mass > NEGLIGIBLE; k--) below.push((mass *= k / (odds * (trials - k + 1))))
  return { first: mode - below.length, weights: [...below.toReversed(), 1, ...above] }
}

/**
 * A sampler of successes in `trials` trials of probability `p`, for many draws: one comparison a draw whatever the size
 * (alias method, Walker 1977; Vose, IEEE Trans. Softw. Eng. 17, 1991). Building takes about 18·√(trials·p·(1 - p)) steps.
 */
export function binomialTable(trials: number, p: number): (random: Random) => number {
  if (trials === 0 || p <= 0) return () => 0
  if (p >= 1) return () => trials
  const { first, weights } = masses(trials, p)
  const size = weights.length
  const scale = size / weights.reduce((sum, weight) => sum + weight, 0)
  const keep = Float64Array.from(weights, (weight) => weight * scale)
  const alias = Int32Array.from(weights, (_, i) => i)
  const [small, large]: [number[], number[]] = [[], []]
  keep.forEach((share, i) => (share < 1 ? small : large).push(i))
  while (small.length > 0 && large.length > 0) {
    const [poor, rich] = [small.pop() as number, large.at(-1) as number]
    alias[poor] = rich
    keep[rich] -= 1 - keep[poor]
    if (keep[rich] < 1) small.push(large.pop() as number)
  }
  for (const left of [...small, ...large]) keep[left] = 1
  return (random) => {
    const place = random.uniform() * size
    const column = Math.floor(place)
    return first + (place - column < keep[column] ? column : alias[column])
  }
}
