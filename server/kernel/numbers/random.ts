/** A reproducible source of random numbers: the same seed gives the same sequence on every machine. */
export interface Random {
  /** An integer in [0, 2^32). */
  uint32(): number
  /** A double in [0, 1) with 53 random bits. */
  uniform(): number
  /** An integer in [0, bound), every value equally likely; 1 ≤ bound ≤ 2^32. */
  integer(bound: number): number
  /** A standard normal deviate. */
  normal(): number
  /** Successes in `trials` (an integer ≥ 0) independent trials of probability `p`. */
  binomial(trials: number, p: number): number
}

const rotateLeft = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits))

/** Spreads a seed over the four words of state: the finaliser of MurmurHash3 on a Weyl sequence (SplitMix32). */
function spreadSeed(seed: number): [number, number, number, number] {
  let weyl = (seed | 0) ^ (Math.floor(seed / 2 ** 32) | 0)
  const next = (): number => {
    weyl = (weyl + 0x9e3779b9) | 0
    let word = weyl ^ (weyl >>> 16)
    word = Math.imul(word, 0x85ebca6b)
    word ^= word >>> 13
    word = Math.imul(word, 0xc2b2ae35)
    return word ^ (word >>> 16)
  }
  return [next(), next(), next(), next()]
}

/** xoshiro128** 1.1 (Blackman & Vigna, ACM TOMS 47(4), 2021) from four words of state, not all 0: 32 bits a call. */
export function xoshiro128(state: readonly [number, number, number, number]): () => number {
  let [a, b, c, d] = state
  return () => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotateLeft(d, 11)
    return result
  }
}

/** ln k! - [ (k + 1/2) ln(k + 1) - (k + 1) + ln √(2π) ]: the tail of Stirling's series at k + 1. */
function stirlingTail(k: number): number {
  const x = k + 1
  if (k < 9) {
    let factorial = 1
    for (let i = 2; i <= k; i++) factorial *= i
    return Math.log(factorial) - ((k + 0.5) * Math.log(x) - x + 0.9189385332046728)
  }
  const square = x * x
  return (1 / 12 - (1 / 360 - 1 / 1260 / square) / square) / x
}

/** Binomial deviate by walking the distribution from 0: for trials·p below 10, p ≤ 1/2. */
function binomialByInversion(uniform: () => number, trials: number, p: number): number {
  const odds = p / (1 - p)
  let mass = Math.exp(trials * Math.log1p(-p))
  let rest = uniform()
  let k = 0
  while (rest > mass && k < trials) {
    rest -= mass
    k++
    mass *= (odds * (trials - k + 1)) / k
  }
  return k
}

/** Binomial deviate by transformed rejection, BTRS (Hörmann, J. Stat. Comput. Simul. 46, 1993): trials·p ≥ 10, p ≤ 1/2. */
function binomialByRejection(uniform: () => number, trials: number, p: number): number {
  const spread = Math.sqrt(trials * p * (1 - p))
  const b = 1.15 + 2.53 * spread
  const a = -0.0873 + 0.0248 * b + 0.01 * p
  const centre = trials * p + 0.5
  const alpha = (2.83 + 5.1 / b) * spread
  const acceptAtOnce = 0.92 - 4.2 / b
  const odds = p / (1 - p)
  const mode = Math.floor((trials + 1) * p)
  const atMode = stirlingTail(mode) + stirlingTail(trials - mode)
  for (;;) {
    const u = uniform() - 0.5
    const v = uniform()
    const us = 0.5 - Math.abs(u)
    const k = Math.floor(((2 * a) / us + b) * u + centre)
    if (us >= 0.07 && v <= acceptAtOnce) return k
    if (k < 0 || k > trials) continue
    const left =
      (mode + 0.5) * Math.log((mode + 1) / (odds * (trials - mode + 1))) +
      (trials + 1) * Math.log((trials - mode + 1) / (trials - k + 1)) +
      (k + 0.5) * Math.log((odds * (trials - k + 1)) / (k + 1))
    if (Math.log((v * alpha) / (a / (us * us) + b)) <= left + atMode - stirlingTail(k) - stirlingTail(trials - k)) return k
  }
}

/**
 * A generator of random numbers that depends on `seed` (any integer up to 2^53) and nothing else.
 * Uniform bits by xoshiro128**, normal deviates by Marsaglia's polar method.
 */
export function seededRandom(seed: number): Random {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed must be an integer, not ${seed}`)
  const uint32 = xoshiro128(spreadSeed(seed))
  const uniform = (): number => ((uint32() >>> 5) * 67108864 + (uint32() >>> 6)) / 9007199254740992
  let spare = NaN
  const normal = (): number => {
    if (!Number.isNaN(spare)) {
      const value = spare
      spare = NaN
      return value
    }
    for (;;) {
      const x = 2 * uniform() - 1
      const y = 2 * uniform() - 1
      const square = x * x + y * y
      if (square >= 1 || square === 0) continue
      const scale = Math.sqrt((-2 * Math.log(square)) / square)
      spare = y * scale
      return x * scale
    }
  }
  const integer = (bound: number): number => {
    if (!(bound >= 1 && bound <= 2 ** 32 && Number.isInteger(bound))) throw new RangeError(`bound must be 1 to 2^32, not ${bound}`)
    const limit = 2 ** 32 - (2 ** 32 % bound)
    let word = uint32()
    while (word >= limit) word = uint32()
    return word % bound
  }
  const binomial = (trials: number, p: number): number => {
    if (!(trials >= 0 && Number.isSafeInteger(trials))) throw new RangeError(`trials must be an integer of at least 0, not ${trials}`)
    if (!(p >= 0 && p <= 1)) throw new RangeError(`p must be a probability, not ${p}`)
    if (p > 0.5) return trials - binomial(trials, 1 - p)
    if (trials === 0 || p === 0) return 0
    return trials * p < 10 ? binomialByInversion(uniform, trials, p) : binomialByRejection(uniform, trials, p)
  }
  return { uint32, uniform, integer, normal, binomial }
}
