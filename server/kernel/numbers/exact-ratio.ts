/** Bits of a quotient before rounding: 53, and enough that the rest is one sticky bit. */
const BITS = 68
const LEAST_EXPONENT = -1074
const NORMAL_EXPONENT = -1022

/** Bits of a positive integer, rounded up to a multiple of four. */
const bitsOf = (value: bigint): number => value.toString(16).length * 4

const shifted = (value: bigint, bits: number): bigint => (bits >= 0 ? value << BigInt(bits) : value >> BigInt(-bits))

/** q·2^exponent to the nearest double, ties to even; q ≥ 0 has more than 64 bits or is exact. */
function toDouble(q: bigint, exponent: number): number {
  if (bitsOf(q) + exponent > NORMAL_EXPONENT + 4) {
    const half = Math.trunc(exponent / 2)
    return Number(q) * 2 ** half * 2 ** (exponent - half)
  }
  const lost = BigInt(LEAST_EXPONENT - exponent)
  if (lost <= 0n) return Number(q << -lost) * Number.MIN_VALUE
  const kept = q >> lost
  const rest = q - (kept << lost)
  const half = 1n << (lost - 1n)
  const up = rest > half || (rest === half && (kept & 1n) === 1n)
  return Number(up ? kept + 1n : kept) * Number.MIN_VALUE
}

/** Floor of numerator/denominator·2^shift, its last bit set when anything was cut off. */
function stickyQuotient(numerator: bigint, denominator: bigint, shift: number): bigint {
  const [above, below] = shift >= 0 ? [numerator << BigInt(shift), denominator] : [numerator, denominator << BigInt(-shift)]
  const quotient = above / below
  return quotient * below === above ? quotient : quotient | 1n
}

/**
 * numerator/denominator·2^exponent, rounded once to the nearest double (ties to even); ±Infinity beyond the doubles.
 *
 * @param denominator above 0
 */
export function ratioToNumber(numerator: bigint, denominator: bigint, exponent: number): number {
  if (numerator === 0n) return 0
  if (numerator < 0n) return -ratioToNumber(-numerator, denominator, exponent)
  const shift = BITS - bitsOf(numerator) + bitsOf(denominator)
  return toDouble(stickyQuotient(numerator, denominator, shift), exponent - shift)
}

/** Largest integer whose square is at most `value` (Newton's iteration from above). */
function integerRoot(value: bigint): bigint {
  let root = shifted(1n, Math.ceil(bitsOf(value) / 2))
  for (;;) {
    const next = (root + value / root) >> 1n
    if (next >= root) return root
    root = next
  }
}

/**
 * √(numerator/denominator·2^exponent), rounded once to the nearest double; Infinity beyond the doubles.
 *
 * @param numerator at least 0
 * @param denominator above 0
 */
export function rootOfRatio(numerator: bigint, denominator: bigint, exponent: number): number {
  if (numerator === 0n) return 0
  const wanted = 2 * BITS - bitsOf(numerator) + bitsOf(denominator)
  const shift = wanted + ((wanted + exponent) & 1)
  const square = stickyQuotient(numerator, denominator, shift)
  const root = integerRoot(square)
  return toDouble(root * root === square ? root : root | 1n, (exponent - shift) / 2)
}
