/** Multiplies two square matrices of width w, row-major. */
function multiply(a: Float64Array, b: Float64Array, w: number): Float64Array {
  const product = new Float64Array(w * w)
  for (let i = 0; i < w; i++) {
    for (let k = 0; k < w; k++) {
      const factor = a[i * w + k]
      if (factor === 0) continue
      for (let j = 0; j < w; j++) product[i * w + j] += factor * b[k * w + j]
    }
  }
  return product
}

/** A matrix times 2^exponent, so that powers neither overflow nor vanish. */
type Scaled = { matrix: Float64Array; exponent: number }

function rescale({ matrix, exponent }: Scaled, centre: number): Scaled {
  const size = matrix[centre]
  if (size < 2 ** 400 && size > 2 ** -400) return { matrix, exponent }
  const shift = Math.round(Math.log2(size))
  return { matrix: matrix.map((value) => value * 2 ** -shift), exponent: exponent + shift }
}

/** The band matrix of Durbin's recursion for k = ⌈n x⌉ and h = k - n x. */
function durbinMatrix(k: number, h: number): Float64Array {
  const w = 2 * k - 1
  const factorial = Array.from({ length: w + 1 }, (_, i) => i).map(() => 1)
  for (let i = 1; i <= w; i++) factorial[i] = factorial[i - 1] * i
  const matrix = new Float64Array(w * w)
  for (let i = 0; i < w; i++) for (let j = 0; j < w; j++) if (i - j + 1 >= 0) matrix[i * w + j] = 1 / factorial[i - j + 1]
  for (let i = 0; i < w; i++) {
    matrix[i * w] = (1 - h ** (i + 1)) / factorial[i + 1]
    matrix[(w - 1) * w + i] = (1 - h ** (w - i)) / factorial[w - i]
  }
  const corner = 1 - 2 * h ** w + (2 * h - 1 > 0 ? (2 * h - 1) ** w : 0)
  matrix[(w - 1) * w] = corner / factorial[w]
  return matrix
}

/**
 * P(D_n ≤ x), exact: the middle entry of the n-th power of Durbin's matrix times n!/n^n (Marsaglia, Tsang and Wang, J. Stat.
 * Software 8(18), 2003). Cost (2⌈nx⌉)³ ln n; meant for n x below about 100.
 */
export function durbinMatrixCdf(n: number, x: number): number {
  const k = Math.ceil(n * x)
  const w = 2 * k - 1
  const centre = (k - 1) * w + (k - 1)
  let base: Scaled = { matrix: durbinMatrix(k, k - n * x), exponent: 0 }
  let power: Scaled | undefined
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) {
      power = power ? { matrix: multiply(power.matrix, base.matrix, w), exponent: power.exponent + base.exponent } : base
      power = rescale(power, centre)
    }
    if (rest > 1) base = rescale({ matrix: multiply(base.matrix, base.matrix, w), exponent: 2 * base.exponent }, centre)
  }
  if (!power) return 0
  let probability = power.matrix[centre]
  let { exponent } = power
  for (let i = 1; i <= n; i++) {
    probability *= i / n
    if (probability < 2 ** -400) {
      probability *= 2 ** 400
      exponent -= 400
    }
  }
  return probability * 2 ** exponent
}
