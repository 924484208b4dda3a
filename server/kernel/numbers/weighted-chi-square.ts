/**
 * P(Q > x) of Q = Σ χ²_1/λ_k for 0 < λ_1 < λ_2 < …, by Smirnov's formula: (1/π) Σ_k (-1)^(k-1) ∫ e^(-xy/2)/(y √|D(y)|) dy over y from
 * λ_(2k-1) to λ_(2k), where D(y) = Π (1 - y/λ_k) (N. V. Smirnov, 1937; G. V. Martynov, "Omega-square tests", 1978). Every
 * integrand has the singularities of 1/√((y - a)(b - y)), which a change of variable to a cosine takes away, so that the
 * midpoint rule converges exponentially; the upper tail keeps its relative accuracy.
 *
 * @param root the k-th λ, k from 1
 * @param magnitude |D(y)| for y = a + u·(b - a) between the roots a of odd number k and b of number k + 1; `rest` is 1 - u
 */
function quadraticFormSf(x: number, root: (k: number) => number, magnitude: (k: number, u: number, rest: number) => number): number {
  // Beyond this every exponential is 0 in double precision.
  if ((x * root(1)) / 2 > 760) return 0
  let sum = 0
  for (let k = 1; k < 4001; k += 2) {
    const [from, to] = [root(k), root(k + 1)]
    const points = 48 + Math.ceil(24 * Math.sqrt((x * (to - from)) / 8))
    let area = 0
    for (let point = 0; point < points; point++) {
      const half = ((point + 0.5) * Math.PI) / (2 * points)
      const [u, rest] = [Math.sin(half) ** 2, Math.cos(half) ** 2]
      const y = from + u * (to - from)
      area += (Math.exp((-x * y) / 2) / y) * Math.sqrt((u * rest) / magnitude(k, u, rest))
    }
    const term = (area * (to - from)) / points
    sum += ((k - 1) / 2) % 2 === 0 ? term : -term
    if (term < 1e-17 * Math.abs(sum) || term === 0) break
  }
  return Math.min(1, Math.max(0, sum))
}

/** sin(πu) for 0 ≤ u ≤ 1, without losing digits at either end. */
const sinePi = (u: number, rest: number): number => Math.sin(Math.PI * Math.min(u, rest))

/** P(ω² > x) of the limit law of Cramér's and von Mises' statistic, Σ χ²_1/(kπ)²; relative error below 1e-10 for x ≥ 0.02, absolute below. */
export function cramerVonMisesSf(x: number): number {
  if (Number.isNaN(x)) return NaN
  if (x <= 0.003) return 1
  // D(y) = sin(√y)/√y; with y = a + u(b - a), √y lies πd beyond the odd multiple kπ of π.
  return quadraticFormSf(
    x,
    (k) => (k * Math.PI) ** 2,
    (k, u) => {
      const root = Math.PI * Math.sqrt(k * k + u * (2 * k + 1))
      const d = (u * (2 * k + 1)) / (Math.sqrt(k * k + u * (2 * k + 1)) + k)
      return sinePi(d, 1 - d) / root
    },
  )
}

/** P(A² > x) of the limit law of Anderson's and Darling's statistic, Σ χ²_1/(k(k+1)); relative error below 1e-10 for x ≥ 0.2, absolute below. */
export function andersonDarlingSf(x: number): number {
  if (Number.isNaN(x)) return NaN
  if (x <= 0.02) return 1
  // D(y) = -cos(π/2·√(1 + 4y))/(πy); √(1 + 4y) runs from 2k + 1 to 2k + 3, so the cosine is that of d·π beyond its zero.
  return quadraticFormSf(
    x,
    (k) => k * (k + 1),
    (k, u) => {
      const y = k * (k + 1) + u * 2 * (k + 1)
      const d = (4 * u * (k + 1)) / (Math.sqrt(1 + 4 * y) + 2 * k + 1)
      return sinePi(d, 1 - d) / (Math.PI * y)
    },
  )
}
