/**
 * Occurrences of each distinct value, exact while there are at most `bound` of them. Beyond, only the values known by then go on
 * being counted, so their counts stay exact, and the number of distinct values is known to be larger than the bound.
 */
export class ValueCounts<V extends number | string> {
  readonly bound: number
  readonly counts = new Map<V, number>()
  /** Whether every value seen is in `counts`. */
  exact = true

  constructor(bound: number) {
    this.bound = bound
  }

  add(value: V, times = 1): void {
    const known = this.counts.get(value)
    if (known !== undefined) this.counts.set(value, known + times)
    else if (this.counts.size < this.bound) this.counts.set(value, times)
    else this.exact = false
  }

  /** Takes in the counts of another part; values that one of two overfull parts forgot may then be counted too low. */
  merge(other: ValueCounts<V>): void {
    this.exact &&= other.exact
    for (const [value, times] of other.counts) this.add(value, times)
  }

  /** Number of distinct values; a lower bound unless `exact`. */
  get distinct(): number {
    return this.counts.size + (this.exact ? 0 : 1)
  }

  /** The most frequent known values, at most `limit`, ties in order of appearance. */
  top(limit: number): { value: V; count: number }[] {
    const sorted = [...this.counts].sort((a, b) => b[1] - a[1])
    return sorted.slice(0, limit).map(([value, count]) => ({ value, count }))
  }
}
