const HALF_LOG_2PI = 0.9189385332046727
const EULER = 0.5772156649015329
/** From here on Stirling's series is exact to the last bit. */
const STIRLING_FROM = 10

/** ζ(k) - 1: the first terms, then Euler-Maclaurin summation of the rest (Abramowitz & Stegun 23.2). */
function zetaMinusOne(k: number): number {
  const from = 50
  const [second, third] = [(k * (k + 1) * (k + 2)) / 720, (k * (k + 1) * (k + 2) * (k + 3) * (k + 4)) / 30240]
  let sum = from ** (1 - k) / (k - 1) + 0.5 * from ** -k + (k / 12) * from ** (-k - 1) - second * from ** (-k - 3) + third * from ** (-k - 5)
  for (let term = from - 1; term >= 2; term--) sum += term ** -k
  return sum
}

/** (ζ(k) - 1)/k for k from 2. */
const ZETA_TERMS = Array.from({ length: 40 }, (_, index) => zetaMinusOne(index + 2) / (index + 2))

/** ln Γ(2 + y) for |y| ≤ 1/2: y(1 - γ) + Σ (-1)^k (ζ(k) - 1)/k · y^k (Abramowitz & Stegun 6.1.33), exact around its zero. */
function aroundTwo(y: number): number {
  let sum = 0
  for (let index = ZETA_TERMS.length - 1; index >= 0; index--) sum = ZETA_TERMS[index] - y * sum
  return y * (1 - EULER + y * sum)
}

/** ln Γ(x) - [(x - 1/2) ln x - x + ln √(2π)] for x ≥ 10 (Abramowitz & Stegun 6.1.41). */
function stirlingSeries(x: number): number {
  const s = 1 / (x * x)
  return (1 / 12 + s * (-1 / 360 + s * (1 / 1260 + s * (-1 / 1680 + s * (1 / 1188 + s * (-691 / 360360 + s * (1 / 156 - (s * 3617) / 122400))))))) / x
}

/** ln Γ(1 + x) for -1/2 ≤ x, exact where x is too small to change 1 + x. */
export function logGammaOnePlus(x: number): number {
  return Math.abs(x) <= 0.5 ? aroundTwo(x) - Math.log1p(x) : logGamma(1 + x)
}

/**
 * ln |Γ(x)|, relative error below 1e-14 for x > 0, absolute below 1e-13 between the poles of the negative axis. Poles (0, -1, -2, …) give ∞.
 */
export function logGamma(x: number): number {
  if (Number.isNaN(x)) return NaN
  if (x <= 0) return Number.isInteger(x) ? Infinity : Math.log(Math.PI / Math.abs(Math.sin(Math.PI * (x - 2 * Math.floor(x / 2))))) - logGamma(1 - x)
  if (x >= STIRLING_FROM) return x > 1e300 ? x * (Math.log(x) - 1) : (x - 0.5) * (Math.log(x) - 1) - 0.5 + HALF_LOG_2PI + stirlingSeries(x)
  if (x < 0.5) return logGammaOnePlus(x) - Math.log(x)
  if (x < 1.5) return logGammaOnePlus(x - 1)
  let product = 1
  let reduced = x
  while (reduced > 2.5) product *= --reduced
  return Math.log(product) + aroundTwo(reduced - 2)
}

/** ln Γ(x + 1) - [(x + 1/2) ln x - x + ln √(2π)] for x > 0: what Stirling's formula leaves out of x! (Loader's stirlerr). */
export function stirlingError(x: number): number {
  if (x >= STIRLING_FROM) return stirlingSeries(x)
  return logGammaOnePlus(x) - (x + 0.5) * Math.log(x) + x - HALF_LOG_2PI
}

/** ψ(x), the derivative of ln Γ: recurrence up to 10, then the asymptotic series (Abramowitz & Stegun 6.3.18). Poles give NaN. */
export function digamma(x: number): number {
  if (x <= 0) return Number.isInteger(x) ? NaN : digamma(1 - x) - Math.PI / Math.tan(Math.PI * (x - Math.floor(x)))
  let sum = 0
  let shifted = x
  while (shifted < STIRLING_FROM) sum -= 1 / shifted++
  const s = 1 / (shifted * shifted)
  const tail = s * (1 / 12 - s * (1 / 120 - s * (1 / 252 - s * (1 / 240 - s * (1 / 132 - s * (691 / 32760 - s / 12))))))
  return sum + Math.log(shifted) - 0.5 / shifted - tail
}
