import { malformed } from '../footer.ts'

const truncated = () => malformed('A run of packed values goes beyond its page.')

/** Unpacks `count` values of `width` bits, lowest bit first, from byte `at` on. Bytes beyond the end count as 0. */
function unpack(bytes: Uint8Array, at: number, width: number, into: Int32Array | Uint8Array, from: number, count: number): void {
  if (width <= 24) {
    const mask = 2 ** width - 1
    // A value of up to 24 bits lies within four bytes wherever it begins.
    const last = Math.min(count, Math.floor(((bytes.length - at - 4) * 8) / width))
    let bit = 0
    let i = 0
    for (; i < last; i++, bit += width) {
      const byte = at + (bit >>> 3)
      into[from + i] = ((bytes[byte] | (bytes[byte + 1] << 8) | (bytes[byte + 2] << 16) | (bytes[byte + 3] << 24)) >>> (bit & 7)) & mask
    }
    for (; i < count; i++, bit += width) into[from + i] = valueAt(bytes, at, bit, width)
    return
  }
  for (let i = 0, bit = 0; i < count; i++, bit += width) into[from + i] = valueAt(bytes, at, bit, width)
}

function valueAt(bytes: Uint8Array, at: number, bit: number, width: number): number {
  let value = 0
  for (let done = 0; done < width;) {
    const offset = (bit + done) & 7
    const taken = Math.min(8 - offset, width - done)
    value += (((bytes[at + ((bit + done) >>> 3)] ?? 0) >>> offset) & (2 ** taken - 1)) * 2 ** done
    done += taken
  }
  return value
}

/**
 * Reads `count` values of `width` bits (0 to 32) from Parquet's hybrid of runs and packed groups in bytes [start, end).
 * Throws TableRefusal when they are fewer. Source: parquet-format, Encodings.md, "RLE / Bit-Packing Hybrid".
 */
export function readHybrid(bytes: Uint8Array, start: number, end: number, width: number, into: Int32Array | Uint8Array, count: number): void {
  let at = start
  let seen = 0
  while (seen < count) {
    let header = 0
    for (let shift = 0; ; shift += 7) {
      if (at >= end || shift > 28) throw truncated()
      const byte = bytes[at++]
      header += (byte & 127) * 2 ** shift
      if (byte < 128) break
    }
    if (header % 2 === 1) {
      const packed = ((header - 1) / 2) * 8
      const needed = Math.min(packed, count - seen)
      if (packed === 0 || at + Math.ceil((needed * width) / 8) > end) throw truncated()
      unpack(bytes, at, width, into, seen, needed)
      seen += needed
      at += (packed * width) / 8
    } else {
      const run = Math.min(header / 2, count - seen)
      const size = Math.ceil(width / 8)
      if (run === 0 || at + size > end) throw truncated()
      into.fill(valueAt(bytes, at, 0, size * 8), seen, seen + run)
      seen += run
      at += size
    }
  }
}
