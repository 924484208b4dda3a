/** A source of uniform 32-bit integers: sfc32 (Doty-Humphrey), seeded by splitmix32. */
export function randomIntegers(seed: number): () => number {
  let mix = seed | 0
  const start = (): number => {
    mix = (mix + 0x9e3779b9) | 0
    let word = mix ^ (mix >>> 16)
    word = Math.imul(word, 0x21f0aaad)
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97)
    return word ^ (word >>> 15)
  }
  let [a, b, c, counter] = [start(), start(), start(), 1]
  const next = (): number => {
    const sum = (a + b + counter++) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return sum >>> 0
  }
  for (let i = 0; i < 12; i++) next()
  return next
}

/** A uniform integer in 0 … limit - 1, without modulo bias. */
export function randomBelow(next: () => number, limit: number): number {
  const fair = 2 ** 32 - (2 ** 32 % limit)
  let drawn = next()
  while (drawn >= fair) drawn = next()
  return drawn % limit
}

/** Shuffles `order[from … from + length - 1]` (Fisher and Yates). */
export function shuffle(order: Int32Array, from: number, length: number, next: () => number): void {
  for (let i = length - 1; i > 0; i--) {
    const j = randomBelow(next, i + 1)
    const kept = order[from + i]
    order[from + i] = order[from + j]
    order[from + j] = kept
  }
}
