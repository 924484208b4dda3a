const FNV_PRIME = 0x01000193

/** Mixes a 32-bit word into a running hash (the block step and finish of MurmurHash3). */
export const mixHash = (hash: number, word: number): number => {
  let h = Math.imul(hash ^ word, 0xcc9e2d51)
  h = (h << 15) | (h >>> 17)
  h = Math.imul(h, 0x1b873593)
  h ^= h >>> 16
  return Math.imul(h, 0x85ebca6b) ^ (h >>> 13)
}

const scratch = new Float64Array(1)
const words = new Int32Array(scratch.buffer)

/** 32-bit hash of a number and a seed. */
export function hashNumber(value: number, seed: number): number {
  scratch[0] = value === 0 ? 0 : value
  return mixHash(mixHash(seed, words[0]), words[1])
}

/** 32-bit hash of a text (null: missing) and a seed. */
export function hashText(text: string | null, seed: number): number {
  if (text === null) return mixHash(seed, 0x9e3779b9)
  let h = seed ^ text.length
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), FNV_PRIME)
  return mixHash(seed, h ^ (h >>> 15))
}

/**
 * Counts repeats among 64-bit fingerprints (two 32-bit hashes) in 8 bytes a slot, at most 3/4 full. Two different things share a
 * fingerprint with a chance of n²/2^65, so a count of repeats may be taken for exact among millions of rows that nobody forged.
 */
export class FingerprintSet {
  readonly #limit: number
  #table = new Int32Array(2 * 1024)
  #size = 0
  #zero = false
  repeats = 0
  /** False once there were more than `limit` fingerprints: from then on nothing is counted. */
  complete = true

  constructor(limit: number) {
    this.#limit = limit
  }

  add(high: number, low: number): void {
    if (!this.complete) return
    if ((high | 0) === 0 && (low | 0) === 0) {
      this.repeats += this.#zero ? 1 : 0
      this.#zero = true
      return
    }
    if (!this.#insert(high | 0, low | 0)) {
      this.repeats++
      return
    }
    if (++this.#size > this.#limit) {
      this.complete = false
      this.#table = new Int32Array(0)
    } else if (this.#size * 8 > this.#table.length * 3) this.#grow()
  }

  #insert(high: number, low: number): boolean {
    const mask = this.#table.length / 2 - 1
    for (let slot = (high ^ (low >>> 7)) & mask; ; slot = (slot + 1) & mask) {
      const a = this.#table[2 * slot]
      const b = this.#table[2 * slot + 1]
      if (a === high && b === low) return false
      if (a === 0 && b === 0) {
        this.#table[2 * slot] = high
        this.#table[2 * slot + 1] = low
        return true
      }
    }
  }

  #grow(): void {
    const held = this.#table
    this.#table = new Int32Array(held.length * 2)
    for (let i = 0; i < held.length; i += 2) if (held[i] !== 0 || held[i + 1] !== 0) this.#insert(held[i], held[i + 1])
  }
}
