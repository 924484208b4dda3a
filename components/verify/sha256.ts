/**
 * SHA-256 (FIPS 180-4) in plain JavaScript: the Merkle functions hash synchronously, which the browser's own
 * `crypto.subtle.digest` does not offer.
 */

const BLOCK = 64
const ROUNDS = 64

/** The first 32 bits of the fractional parts of the `power`-th roots of the first primes. */
function rootFractions(count: number, power: number): Uint32Array {
  const out = new Uint32Array(count)
  const primes: number[] = []
  for (let n = 2; primes.length < count; n++) {
    if (primes.some((prime) => n % prime === 0)) continue
    out[primes.length] = (n ** (1 / power) % 1) * 2 ** 32
    primes.push(n)
  }
  return out
}

const INITIAL = rootFractions(8, 2)
const K = rootFractions(ROUNDS, 3)

const rotate = (x: number, by: number): number => (x >>> by) | (x << (32 - by))

function schedule(w: Uint32Array, view: DataView, at: number): void {
  for (let i = 0; i < 16; i++) w[i] = view.getUint32(at + i * 4)
  for (let i = 16; i < ROUNDS; i++) {
    const a = w[i - 15] ?? 0
    const b = w[i - 2] ?? 0
    const s0 = rotate(a, 7) ^ rotate(a, 18) ^ (a >>> 3)
    const s1 = rotate(b, 17) ^ rotate(b, 19) ^ (b >>> 10)
    w[i] = (w[i - 16] ?? 0) + s0 + (w[i - 7] ?? 0) + s1
  }
}

function compress(state: Uint32Array, w: Uint32Array): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let i = 0; i < ROUNDS; i++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (K[i] ?? 0) + (w[i] ?? 0)) | 0
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
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
  for (const [i, value] of [a, b, c, d, e, f, g, h].entries()) state[i] = (state[i] ?? 0) + value
}

/** The 32 bytes of SHA-256 over `bytes`. */
export function sha256(bytes: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / BLOCK) * BLOCK)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setBigUint64(padded.length - 8, BigInt(bytes.length) * 8n)
  const state = INITIAL.slice()
  const w = new Uint32Array(ROUNDS)
  for (let at = 0; at < padded.length; at += BLOCK) {
    schedule(w, view, at)
    compress(state, w)
  }
  const out = new DataView(new ArrayBuffer(32))
  for (const [i, value] of state.entries()) out.setUint32(i * 4, value)
  return new Uint8Array(out.buffer)
}
