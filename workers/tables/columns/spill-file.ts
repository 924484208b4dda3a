import { closeSync, openSync, readSync, writeSync } from 'node:fs'
import type { Column, ColumnType } from '#server/kernel/table/column.ts'
import type { Cells, TableSource } from '../table-source.ts'
import { TextCodes } from './text-codes.ts'

const BYTES = 8

interface SpilledColumn {
  name: string
  type: ColumnType
  kind: Column['kind']
  /** Bytes of its dictionary, JSON, in the file. */
  dictionary: { from: number; to: number }
}

/** Columns of a table one behind the other in a file of this machine's own, for reading them one by one: 8 bytes a value. */
export interface SpillFile {
  path: string
  rows: number
  columns: SpilledColumn[]
}

function write(file: number, bytes: Uint8Array, at: number): void {
  for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done, bytes.length - done, at + done)
}

function read(file: number, bytes: Uint8Array, at: number): void {
  for (let done = 0; done < bytes.length;) {
    const got = readSync(file, bytes, done, bytes.length - done, at + done)
    if (got === 0) throw new Error('a spill file is shorter than it was')
    done += got
  }
}

const bytesOf = (values: Float64Array | Int32Array): Uint8Array => new Uint8Array(values.buffer, values.byteOffset, values.byteLength)

/**
 * Reads columns of a table (indexes into its columns) once and writes them to a new file at `path`. Memory: one block of rows, and
 * the distinct texts. A column of numbers must not go over to text midway, as those of CSV do not. Throws TableRefusal.
 */
export async function spillColumns(source: TableSource, wanted: readonly number[], path: string): Promise<SpillFile> {
  const { rows } = source
  const file = openSync(path, 'wx')
  try {
    const filled = wanted.map(() => 0)
    const texts = wanted.map((): TextCodes | null => null)
    await source.read(wanted, {
      beginBlock() {},
      addCells(column: number, cells: Cells) {
        const codes = cells.kind === 'numbers' ? null : (texts[column] ??= new TextCodes())
        const values = cells.kind === 'numbers' ? cells.values : (codes?.of(cells) ?? new Int32Array(0))
        write(file, bytesOf(values), column * rows * BYTES + filled[column] * values.BYTES_PER_ELEMENT)
        filled[column] += values.length
      },
    })
    let end = wanted.length * rows * BYTES
    const columns = wanted.map((index, i): SpilledColumn => {
      const { name, type } = source.columns[index]
      const dictionary = Buffer.from(JSON.stringify(texts[i]?.dictionary ?? []))
      write(file, dictionary, end)
      const from = end
      end += dictionary.length
      return { name, type, kind: texts[i] ? 'string' : 'numeric', dictionary: { from, to: end } }
    })
    return { path, rows, columns }
  } finally {
    closeSync(file)
  }
}

/** Rows [from, to) of the column at place `index`. */
export function readSpilled({ path, rows, columns }: SpillFile, index: number, from: number, to: number, dictionary?: string[]): Column {
  const { name, type, kind } = columns[index]
  const file = openSync(path, 'r')
  try {
    const at = index * rows * BYTES
    if (kind === 'numeric') {
      const values = new Float64Array(to - from)
      read(file, bytesOf(values), at + from * values.BYTES_PER_ELEMENT)
      return { kind, name, type, values }
    }
    const codes = new Int32Array(to - from)
    read(file, bytesOf(codes), at + from * codes.BYTES_PER_ELEMENT)
    return { kind, name, type, codes, dictionary: dictionary ?? readDictionary(file, columns[index]) }
  } finally {
    closeSync(file)
  }
}

function readDictionary(file: number, { dictionary: { from, to } }: SpilledColumn): string[] {
  const bytes = new Uint8Array(to - from)
  read(file, bytes, from)
  return JSON.parse(new TextDecoder().decode(bytes)) as string[]
}
