/** A running sum whose rounding error does not grow with the number of terms (Neumaier, ZAMM 54, 1974). */
export class Sum {
  #sum = 0
  #lost = 0

  add(term: number): void {
    const next = this.#sum + term
    this.#lost += Math.abs(this.#sum) >= Math.abs(term) ? this.#sum - next + term : term - next + this.#sum
    this.#sum = next
  }

  get value(): number {
    return Number.isFinite(this.#sum) ? this.#sum + this.#lost : this.#sum
  }
}

/** Sum of `length` terms; the rounding error does not grow with their number. */
export function sumOf(length: number, term: (index: number) => number): number {
  const sum = new Sum()
  for (let i = 0; i < length; i++) sum.add(term(i))
  return sum.value
}
