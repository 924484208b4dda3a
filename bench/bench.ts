/** One measured figure; a ratio is ours over the baseline's in the better direction. */
export interface BenchResult {
  name: string
  value: number
  unit: string
  better: 'higher' | 'lower'
  baseline?: { name: string; value: number } | null
  ratio?: number
}

/** Measures on an instance of its own, in temporary folders and on loopback; tells on stderr how it goes. */
export type Bench = (say: (line: string) => void) => Promise<BenchResult[]>

/** The value below which a share of the sorted values lies. */
export const quantile = (sorted: Float64Array, share: number): number => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]

/** The middle value, the lower one of two. */
export const median = (values: readonly number[]): number => quantile(Float64Array.from(values).toSorted(), 0.5)

export const rounded = (value: number, digits = 3): number => Number(value.toPrecision(digits + 1))
