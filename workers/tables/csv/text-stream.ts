import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { TableRefusal } from '../refusal.ts'

const CHUNK_BYTES = 256 * 1024

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be'

const UNICODE = 'Save the file as CSV UTF-8.'

/** Beginnings of files that are often renamed to .csv. */
const FOREIGN: readonly { bytes: readonly number[]; name: string }[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], name: 'a zip container, as Excel (.xlsx) writes' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], name: 'an old Excel file (.xls)' },
  { bytes: [0x50, 0x41, 0x52, 0x31], name: 'a Parquet file' },
  { bytes: [0x50, 0x41, 0x52, 0x45], name: 'an encrypted Parquet file' },
  { bytes: [0x1f, 0x8b], name: 'gzip-compressed' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], name: 'zstd-compressed' },
  { bytes: [0x25, 0x50, 0x44, 0x46], name: 'a PDF file' },
  { bytes: [0x4f, 0x62, 0x6a, 0x01], name: 'an Avro file' },
  { bytes: [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31], name: 'an Arrow file' },
]

/** The first bytes of a file, at most `count`. */
export async function headOf(path: string, count: number): Promise<Buffer> {
  const file = await open(path, 'r')
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(count), 0, count, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** Tells the encoding by its byte order mark (UTF-8 without one), refusing what is not text in rows. */
export function encodingOf(head: Uint8Array): { encoding: TextEncoding; bom: number } {
  if (head.length === 0) throw new TableRefusal('empty', 'The file has 0 bytes.', 'Export the table again and send the new file.')
  const begins = (bytes: readonly number[]) => bytes.every((byte, i) => head[i] === byte)
  const foreign = FOREIGN.find(({ bytes }) => begins(bytes))
  if (foreign) {
    const fix = foreign.name.includes('Parquet') ? 'Send it with format parquet.' : 'Send the table as CSV text or as Parquet.'
    throw new TableRefusal('not-tabular', `The file is ${foreign.name}, not CSV.`, fix)
  }
  if (begins([0xff, 0xfe, 0, 0]) || begins([0, 0, 0xfe, 0xff])) throw new TableRefusal('encoding', 'The text is UTF-32.', UNICODE)
  if (begins([0xff, 0xfe])) return { encoding: 'utf-16le', bom: 2 }
  if (begins([0xfe, 0xff])) return { encoding: 'utf-16be', bom: 2 }
  return { encoding: 'utf-8', bom: begins([0xef, 0xbb, 0xbf]) ? 3 : 0 }
}

/** Refuses text that is markup or JSON: the error page or answer of a service, saved as a table. */
export function refuseMarkup(text: string): void {
  const start = text.trimStart().slice(0, 200)
  if (/^<(?:!doctype|html|head|body|\?xml|!--|table|svg)/i.test(start)) {
    throw new TableRefusal('not-tabular', 'The file is HTML or XML, not CSV: perhaps the error page of a download.', 'Download the table again.')
  }
  if (/^(?:\{\s*["}]|\[\s*[[{])/.test(start)) throw new TableRefusal('not-tabular', 'The file is JSON, not CSV.', 'Send the table as CSV or Parquet.')
}

/** The bytes of a CSV file as UTF-8 without byte order mark, chunk by chunk; UTF-16 is transcoded, its errors refused. */
export async function* utf8Chunks(path: string, { encoding, bom }: { encoding: TextEncoding; bom: number }): AsyncGenerator<Uint8Array> {
  const chunks = createReadStream(path, { start: bom, highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer>
  if (encoding === 'utf-8') return yield* chunks
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
  const decode = (chunk?: Uint8Array): Buffer => {
    try {
      return Buffer.from(decoder.decode(chunk, { stream: chunk !== undefined }), 'utf8')
    } catch {
      throw new TableRefusal('encoding', `The file begins as ${encoding.toUpperCase()} and holds bytes that are not.`, UNICODE)
    }
  }
  for await (const chunk of chunks) yield decode(chunk)
  yield decode()
}
