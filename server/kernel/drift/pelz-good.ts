const PI2 = Math.PI ** 2
const PI4 = PI2 ** 2
const PI6 = PI2 ** 3
const SQRT_2PI = Math.sqrt(2 * Math.PI)
const SQRT_HALF_PI = Math.sqrt(Math.PI / 2)

/**
 * P(D_n > x) by the expansion K0 + K1/√n + K2/n + K3/n^(3/2) of the distribution function at z = √n·x (W. Pelz and I. J. Good,
 * "Approximating the lower tail-areas of the Kolmogorov-Smirnov one-sample statistic", J. R. Stat. Soc. B 38(2), 1976), in
 * the form that converges fast for small z; for n > 140 and n·x² < 2.2.
 */
export function pelzGoodSf(n: number, x: number): number {
  const z = Math.sqrt(n) * x
  const z2 = z * z
  const z4 = z2 * z2
  const z6 = z4 * z2
  const z8 = z4 * z4
  let [k0, k1, k2, k3] = [0, 0, 0, 0]
  const terms = Math.ceil((16 * z) / Math.PI)
  for (let k = terms; k >= 0; k--) {
    const u = k + 0.5
    const u2 = u * u
    const u4 = u2 * u2
    const u6 = u4 * u2
    const weight = Math.exp((-PI2 * u2) / (2 * z2))
    k0 += weight
    k1 += (PI2 * u2 - z2) * weight
    k2 += (6 * z6 + 2 * z4 + PI2 * (2 * z4 - 5 * z2) * u2 + PI4 * (1 - 2 * z2) * u4) * weight
    k3 += (-30 * z6 - 90 * z8 + PI2 * (135 * z4 - 96 * z6) * u2 + PI4 * (212 * z4 - 60 * z2) * u4 + PI6 * (5 - 30 * z2) * u6) * weight
  }
  let [extra2, extra3] = [0, 0]
  for (let k = terms; k >= 1; k--) {
    const square = PI2 * k * k
    const weight = Math.exp(-square / (2 * z2))
    extra2 += square * weight
    extra3 += square * (3 * z2 - square) * weight
  }
  k0 *= SQRT_2PI / z
  k1 *= SQRT_HALF_PI / (3 * z4)
  k2 = (k2 * SQRT_HALF_PI) / (36 * z6 * z) - (extra2 * SQRT_HALF_PI) / (18 * z2 * z)
  k3 = (k3 * SQRT_HALF_PI) / (3240 * z8 * z2) + (extra3 * SQRT_HALF_PI) / (108 * z6)
  const root = Math.sqrt(n)
  return 1 - k0 - k1 / root - k2 / n - k3 / (n * root)
}
