/** The most recently used values, bounded in number and size; one value alone may exceed the size. */
export class BoundedCache<T> {
  readonly #entries = new Map<string, { value: T; size: number }>()
  readonly #most: { count: number; size: number }
  readonly #evicted: (value: T) => void
  #size = 0

  constructor(most: { count: number; size: number }, evicted: (value: T) => void = () => undefined) {
    this.#most = most
    this.#evicted = evicted
  }

  get(key: string): T | undefined {
    const entry = this.#entries.get(key)
    if (!entry) return undefined
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    return entry.value
  }

  set(key: string, value: T, size: number): void {
    this.delete(key)
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size < this.#most.count && this.#size + size <= this.#most.size) break
      this.delete(oldest)
    }
    this.#entries.set(key, { value, size })
    this.#size += size
  }

  delete(key: string): void {
    const entry = this.#entries.get(key)
    if (!entry) return
    this.#entries.delete(key)
    this.#size -= entry.size
    this.#evicted(entry.value)
  }
}
