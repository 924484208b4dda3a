/** Values kept at most: their number sets the error. */
export const KEPT_VALUES = 256

/**
 * Quantiles of `weight` finite numbers in at most KEPT_VALUES of them, ascending, each of which stands for weight / values.length. It is a
 * compactor of KLL (Karnin, Lang & Liberty, FOCS 2016) whose random choices are arguments. The rank of a value is off by at most
 * `error`, and by a standard deviation of √`variance`; both are 0 while every number is kept.
 */
export type QuantileSketch = { weight: number; values: Float64Array; error: number; variance: number }

/** What one step of `stride` numbers for one adds to the errors. */
const stepError = (stride: number) => ({ error: stride, variance: (stride * stride) / 12 })

/**
 * @param sorted ascending, finite
 * @param offset in (0, 1): which of the numbers that one stands for is kept
 */
export function sketchQuantiles(sorted: Float64Array, offset: number): QuantileSketch {
  const weight = sorted.length
  if (weight <= KEPT_VALUES) return { weight, values: sorted.slice(), error: 0, variance: 0 }
  const stride = weight / KEPT_VALUES
  const values = Float64Array.from({ length: KEPT_VALUES }, (_, i) => sorted[Math.min(weight - 1, Math.floor((i + offset) * stride))])
  return { weight, values, ...stepError(stride) }
}

/** The sketch of two parts together; `offset` as in `sketchQuantiles`. */
export function combineQuantiles(a: QuantileSketch, b: QuantileSketch, offset: number): QuantileSketch {
  if (a.weight === 0) return b
  if (b.weight === 0) return a
  const weight = a.weight + b.weight
  const all = weight <= KEPT_VALUES
  const length = all ? weight : KEPT_VALUES
  const stride = weight / length
  const [ofA, ofB] = [a.weight / a.values.length, b.weight / b.values.length]
  const values = new Float64Array(length)
  let [i, j, passed] = [0, 0, 0]
  const fromA = (): boolean => j === b.values.length || (i < a.values.length && a.values[i] <= b.values[j])
  for (let out = 0; out < length; out++) {
    const target = (out + (all ? 0.5 : offset)) * stride
    while (i + j < a.values.length + b.values.length - 1 && passed + (fromA() ? ofA : ofB) < target) {
      if (fromA()) {
        passed += ofA
        i++
      } else {
        passed += ofB
        j++
      }
    }
    values[out] = fromA() ? a.values[i] : b.values[j]
  }
  const step = all ? { error: 0, variance: 0 } : stepError(stride)
  return { weight, values, error: a.error + b.error + step.error, variance: a.variance + b.variance + step.variance }
}

/** Ascending values of several sketches, each with the weight it stands for. */
export function weightedValues(sketches: readonly QuantileSketch[]): [value: number, weight: number][] {
  return sketches.flatMap(({ weight, values }) => Array.from(values, (value): [number, number] => [value, weight / values.length])).sort((a, b) => a[0] - b[0])
}
