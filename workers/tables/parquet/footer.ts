import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { parquetMetadata } from 'hyparquet'
import type { FileMetaData } from 'hyparquet'
import { TableRefusal } from '../refusal.ts'

/** Metadata of 4,096 columns in some hundred row groups are a few MB. */
const MAX_FOOTER_BYTES = 32 * 1024 ** 2
const TAIL_BYTES = 8
const AGAIN = 'Write the file again and send it whole.'

export const malformed = (detail: string): TableRefusal => new TableRefusal('malformed-parquet', detail, AGAIN)

/** Reads exactly [start, end) of a file. Throws TableRefusal when the file does not reach that far. */
export async function readRange(file: FileHandle, start: number, end: number): Promise<ArrayBuffer> {
  const bytes = new Uint8Array(end - start)
  let at = 0
  while (at < bytes.length) {
    const { bytesRead } = await file.read(bytes, at, bytes.length - at, start + at)
    if (bytesRead === 0) throw malformed(`The file ends before byte ${end}, which its directory names.`)
    at += bytesRead
  }
  return bytes.buffer
}

/** Does something with an open file and closes it. */
export async function withFile<T>(path: string, use: (file: FileHandle, size: number) => Promise<T>): Promise<T> {
  const file = await open(path, 'r')
  try {
    return await use(file, (await file.stat()).size)
  } finally {
    await file.close()
  }
}

const magicOf = (bytes: ArrayBuffer, at: number): string => String.fromCharCode(...new Uint8Array(bytes, at, 4))

/** Whatever a library throws over bytes that it cannot read becomes a refusal. */
export async function refusingErrors<T>(what: string, read: () => Promise<T> | T): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof TableRefusal) throw error
    throw malformed(`${what} cannot be read: ${error instanceof Error ? error.message : 'unknown error'}.`)
  }
}

/** Parquet's directory of a file, its length checked before anything is allocated for it. Throws TableRefusal. */
export async function readFooter(file: FileHandle, size: number): Promise<FileMetaData> {
  if (size === 0) throw new TableRefusal('empty', 'The file has 0 bytes.', AGAIN)
  if (size < 12) throw malformed(`A Parquet file has at least 12 bytes, this one ${size}.`)
  const head = magicOf(await readRange(file, 0, 4), 0)
  const tail = await readRange(file, size - TAIL_BYTES, size)
  const end = magicOf(tail, 4)
  if (end === 'PARE' || head === 'PARE') throw new TableRefusal('encrypted', 'The directory of the file is encrypted.', 'Write it without encryption.')
  if (head !== 'PAR1') throw malformed('The file does not begin with PAR1, as Parquet does.')
  if (end !== 'PAR1') throw malformed('The file does not end with PAR1: it is cut short or damaged.')
  const length = new DataView(tail).getUint32(0, true)
  if (length === 0 || length > size - 12) throw malformed(`The file states a directory of ${length} bytes and has ${size - 12} to hold it.`)
  if (length > MAX_FOOTER_BYTES) {
    const detail = `The directory of the file has ${length} bytes; ${MAX_FOOTER_BYTES} is the most.`
    throw new TableRefusal('resource-limit', detail, 'Write fewer columns or larger row groups.')
  }
  const bytes = await readRange(file, size - TAIL_BYTES - length, size)
  return refusingErrors('The directory', () => parquetMetadata(bytes, { geoparquet: false }))
}
