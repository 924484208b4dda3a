/** SHA-256 over parts (FIPS 180-4): the browser's own digest wants the whole file in memory, and only on https. */

const ROUND = Uint32Array.from({ length: 64 }, (_, i) => fraction(Math.cbrt(prime(i))))

function prime(index: number): number {
  for (let candidate = 2, found = -1; ; candidate++) {
    let composite = false
    for (let divisor = 2; divisor * divisor <= candidate; divisor++) if (candidate % divisor === 0) composite = true
    if (!composite && ++found === index) return candidate
  }
}

/** The first 32 bits of the fractional part. */
function fraction(root: number): number {
  return ((root - Math.floor(root)) * 0x1_0000_0000) >>> 0
}

const BLOCK = 64

export class Sha256 {
  readonly #state = Uint32Array.from({ length: 8 }, (_, i) => fraction(Math.sqrt(prime(i))))
  readonly #words = new Uint32Array(64)
  readonly #rest = new Uint8Array(BLOCK)
  #held = 0
  #bytes = 0

  update(part: Uint8Array): this {
    this.#bytes += part.length
    let at = 0
    if (this.#held > 0) {
      at = Math.min(BLOCK - this.#held, part.length)
      this.#rest.set(part.subarray(0, at), this.#held)
      this.#held += at
      if (this.#held < BLOCK) return this
      this.#block(this.#rest, 0)
      this.#held = 0
    }
    for (; at + BLOCK <= part.length; at += BLOCK) this.#block(part, at)
    this.#rest.set(part.subarray(at))
    this.#held = part.length - at
    return this
  }

  /** The digest as 64 hexadecimal digits; nothing can be added afterwards. */
  hex(): string {
    const bits = this.#bytes * 8
    const padding = new Uint8Array((this.#held < 56 ? 56 : 120) - this.#held + 8)
    padding[0] = 0x80
    const view = new DataView(padding.buffer)
    view.setUint32(padding.length - 8, Math.floor(bits / 0x1_0000_0000))
    view.setUint32(padding.length - 4, bits >>> 0)
    this.update(padding)
    return [...this.#state].map((word) => word.toString(16).padStart(8, '0')).join('')
  }

  #block(bytes: Uint8Array, from: number): void {
    const w = this.#words
    for (let i = 0; i < 16; i++) {
      const at = from + i * 4
      w[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3]
    }
    for (let i = 16; i < 64; i++) {
      const early = w[i - 15]
      const late = w[i - 2]
      const s0 = ((early >>> 7) | (early << 25)) ^ ((early >>> 18) | (early << 14)) ^ (early >>> 3)
      const s1 = ((late >>> 17) | (late << 15)) ^ ((late >>> 19) | (late << 13)) ^ (late >>> 10)
      w[i] = w[i - 16] + s0 + w[i - 7] + s1
    }
    let [a, b, c, d, e, f, g, h] = this.#state
    for (let i = 0; i < 64; i++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + ROUND[i] + w[i]) | 0
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
      h = g
      g = f
      f = e
      e = (d + t1) | 0
      d = c
      c = b
      b = a
      a = (t1 + t2) | 0
    }
    for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) this.#state[i] += word
  }
}

/** Hashes a file part by part, as the registry writes digests: `sha256:…`. */
export async function digestOfFile(file: Blob, onProgress?: (hashedBytes: number) => void): Promise<string> {
  const hash = new Sha256()
  const reader = file.stream().getReader()
  for (let hashed = 0; ;) {
    const { value, done } = await reader.read()
    if (done) return `sha256:${hash.hex()}`
    hash.update(value)
    hashed += value.length
    onProgress?.(hashed)
  }
}
