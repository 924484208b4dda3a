/** Takes a 32-bit word into a running hash (one round of MurmurHash3, public domain, 32 bits). */
export function mix(hash: number, word: number): number {
  let k = Math.imul(word, 0xcc9e2d51)
  k = Math.imul((k << 15) | (k >>> 17), 0x1b873593)
  const h = hash ^ k
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0
}

/** The end of a hash: every bit of it depends on every bit taken in. A signed 32-bit integer. */
export function finish(hash: number): number {
  let h = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}

/** A number in (0, 1) that depends on two non-negative integers up to 2^53 and nothing else. */
export function coin(first: number, second: number): number {
  const words = [first, Math.floor(first / 2 ** 32), second, Math.floor(second / 2 ** 32)]
  return ((finish(words.reduce((hash, word) => mix(hash, word | 0), 0x3c6ef372)) >>> 0) + 0.5) / 2 ** 32
}
