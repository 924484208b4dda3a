import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import type { Compressors } from 'hyparquet'
import { compressors as portable } from 'hyparquet-compressors'
import { TableRefusal } from '../refusal.ts'
import { malformed } from './footer.ts'
import { MAX_PAGE_BYTES } from './pages.ts'

type Decompress = (input: Uint8Array, size: number) => Uint8Array

/** Nothing is unpacked beyond the stated size, and that is bounded before. */
const bounded =
  (codec: string, unpack: Decompress): Decompress =>
  (input, size) => {
    if (size > MAX_PAGE_BYTES) throw new TableRefusal('resource-limit', `A page unpacks to ${size} bytes.`, 'Write smaller pages.')
    if (size === 0) return new Uint8Array(0)
    try {
      return unpack(input, size)
    } catch {
      throw malformed(`A page cannot be unpacked with ${codec} to the ${size} bytes that it states.`)
    }
  }

const library = (codec: 'SNAPPY' | 'LZ4' | 'LZ4_RAW'): Decompress => {
  const unpack = portable[codec]
  return (input, size) => (unpack ? unpack(input, size) : input)
}

/** Codecs of Parquet but LZO, which no writer in use offers: the runtime's own where it has one. */
export const DECOMPRESSORS: Compressors = {
  GZIP: bounded('gzip', (input, size) => gunzipSync(input, { maxOutputLength: size })),
  BROTLI: bounded('brotli', (input, size) => brotliDecompressSync(input, { maxOutputLength: size })),
  ZSTD: bounded('zstd', (input, size) => zstdDecompressSync(input, { maxOutputLength: size })),
  SNAPPY: bounded('snappy', library('SNAPPY')),
  LZ4: bounded('lz4', library('LZ4')),
  LZ4_RAW: bounded('lz4', library('LZ4_RAW')),
}
