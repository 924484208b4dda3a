import { logBinomialMass } from './deviance.ts'
import type { Random } from './random.ts'

/** Up to this many draws are taken one by one. */
const ONE_BY_ONE = 16

/**
 * How many of `draws` taken without putting back from `marked` marked and `plain` other things are marked: a random integer. One by one for few draws,
 * else by inversion outward from the most likely number; its cost grows with the standard deviation.
 */
export function drawHypergeometric(random: Random, draws: number, marked: number, plain: number): number {
  const all = marked + plain
  if (marked === 0 || draws === 0) return 0
  if (plain === 0) return draws
  if (draws === all) return marked
  if (draws <= ONE_BY_ONE) {
    let hits = 0
    for (let k = 0; k < draws; k++) if (random.uniform() * (all - k) < marked - hits) hits++
    return hits
  }
  const [least, most] = [Math.max(0, draws - plain), Math.min(draws, marked)]
  const mode = Math.min(most, Math.max(least, Math.floor(((draws + 1) * (marked + 1)) / (all + 2))))
  const [p, q] = [draws / all, (all - draws) / all]
  const atMode = Math.exp(logBinomialMass(mode, marked, p, q) + logBinomialMass(draws - mode, plain, p, q) - logBinomialMass(draws, all, p, q))
  let rest = random.uniform() - atMode
  let [up, down, upMass, downMass] = [mode, mode, atMode, atMode]
  while (rest > 0 && (up < most || down > least)) {
    if (up < most) {
      upMass *= ((marked - up) * (draws - up)) / ((up + 1) * (plain - draws + up + 1))
      up++
      rest -= upMass
      if (rest <= 0) return up
    }
    if (down > least) {
      downMass *= (down * (plain - draws + down)) / ((marked - down + 1) * (draws - down + 1))
      down--
      rest -= downMass
      if (rest <= 0) return down
    }
  }
  return mode
}
