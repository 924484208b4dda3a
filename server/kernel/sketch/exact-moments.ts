import { ratioToNumber, rootOfRatio } from '../numbers/exact-ratio.ts'

/** Values taken in at once at most: with more, the partial sums below could leave the 53 bits of a double. */
export const MOST_AT_ONCE = 2 ** 15

/** The last bit of a sum, and of a sum of squares. */
const UNIT = -1074
const SQUARE_UNIT = 2 * UNIT

const EXPONENTS = 2047
/** Partial sums by exponent: of the mantissas in two words; of their squares in five, in steps of 18 bits. */
const WORDS = 2
const LIMBS = 5
const sums = new Float64Array(WORDS * EXPONENTS)
const squares = new Float64Array(LIMBS * EXPONENTS)

/** Count, extremes, and the exact sums of finite numbers and of their squares, as integers in units of 2^-1074 and 2^-2148. */
export type ExactMoments = { count: number; min: number; max: number; sum: bigint; squares: bigint }

export const NO_MOMENTS: ExactMoments = { count: 0, min: Infinity, max: -Infinity, sum: 0n, squares: 0n }

/** Adds up the partial sums of the exponents between `least` and `most`, and clears them. */
function collect(partial: Float64Array, perExponent: number, bitsPerWord: number, bitsPerExponent: number, least: number, most: number): bigint {
  let total = 0n
  for (let exponent = most; exponent >= least; exponent--) {
    total <<= BigInt(bitsPerExponent)
    const at = exponent * perExponent
    for (let word = 0; word < perExponent; word++) {
      if (partial[at + word] !== 0) total += BigInt(partial[at + word]) << BigInt(word * bitsPerWord)
      partial[at + word] = 0
    }
  }
  return total << BigInt(bitsPerExponent * (least - 1))
}

/**
 * The moments of numbers, without any rounding: the bits of each are added, by exponent, to integers.
 *
 * @param values ascending, finite, at most MOST_AT_ONCE of them
 */
export function exactMoments(values: Float64Array): ExactMoments {
  const count = values.length
  if (count === 0) return NO_MOMENTS
  if (count > MOST_AT_ONCE) throw new RangeError(`At most ${MOST_AT_ONCE} numbers are taken in at once, not ${count}`)
  const bits = new Uint32Array(values.buffer, values.byteOffset, 2 * count)
  let [least, most] = [EXPONENTS, 0]
  for (let i = 0; i < count; i++) {
    const low = bits[2 * i]
    const high = bits[2 * i + 1]
    const biased = (high >>> 20) & 0x7ff
    const exponent = biased === 0 ? 1 : biased
    const top = biased === 0 ? high & 0xfffff : (high & 0xfffff) | 0x100000
    if (exponent < least) least = exponent
    if (exponent > most) most = exponent
    const sign = high >>> 31 === 0 ? 1 : -1
    sums[WORDS * exponent] += sign * low
    sums[WORDS * exponent + 1] += sign * top
    const a = top >>> 4
    const b = (low >>> 18) | ((top & 0xf) << 14)
    const c = low & 0x3ffff
    const at = LIMBS * exponent
    squares[at] += c * c
    squares[at + 1] += 2 * b * c
    squares[at + 2] += 2 * a * c + b * b
    squares[at + 3] += 2 * a * b
    squares[at + 4] += a * a
  }
  return {
    count,
    min: values[0],
    max: values[count - 1],
    sum: collect(sums, WORDS, 32, 1, least, most),
    squares: collect(squares, LIMBS, 18, 2, least, most),
  }
}

/** The moments of two parts together: the same bits in whatever order parts are merged. */
export const mergeMoments = (a: ExactMoments, b: ExactMoments): ExactMoments => ({
  count: a.count + b.count,
  min: Math.min(a.min, b.min),
  max: Math.max(a.max, b.max),
  sum: a.sum + b.sum,
  squares: a.squares + b.squares,
})

/** The sum, rounded once; ±Infinity beyond the doubles. */
export const totalOf = ({ sum }: ExactMoments): number => ratioToNumber(sum, 1n, UNIT)

/** Arithmetic mean, rounded once; NaN without values. */
export const meanOf = ({ count, sum }: ExactMoments): number => (count === 0 ? NaN : ratioToNumber(sum, BigInt(count), UNIT))

/** Sample standard deviation (n - 1), rounded once; NaN below two values, Infinity beyond the doubles. */
export function deviationOf({ count, sum, squares: ofSquares }: ExactMoments): number {
  if (count < 2) return NaN
  const n = BigInt(count)
  return rootOfRatio(n * ofSquares - sum * sum, n * (n - 1n), SQUARE_UNIT)
}
