import type { FileHandle } from 'node:fs/promises'
import { quoteText } from '../refusal.ts'
import type { Cells } from '../table-source.ts'
import { decodePages } from './decode/decode-pages.ts'
import { malformed, readRange, refusingErrors } from './footer.ts'
import { libraryPages } from './library-pages.ts'
import type { ChunkPlace } from './library-pages.ts'
import { checkPages } from './pages.ts'

/**
 * Reads one column of one row group and hands its pages on as cells: those of common kinds decoded by `decode`, what is left by
 * hyparquet, with the same result. Throws TableRefusal.
 */
export async function readChunk(file: FileHandle, place: ChunkPlace, take: (cells: Cells) => void, decode = decodePages): Promise<void> {
  const { metadata, group, column, leaf } = place
  const rows = Number(metadata.row_groups[group].num_rows)
  const meta = metadata.row_groups[group].columns[column].meta_data
  const what = `Column ${quoteText(leaf.name)} in row group ${group + 1}`
  if (!meta) throw malformed(`${what} has no place in the file.`)
  const start = Number(meta.dictionary_page_offset || meta.data_page_offset)
  const bytes = await readRange(file, start, start + Number(meta.total_compressed_size))
  await refusingErrors(what, async () => {
    const decoded = decode(checkPages(bytes, rows, what), leaf, meta.codec, take)
    const rest = decoded < rows ? await libraryPages({ ...place, start, bytes }, decoded, take) : 0
    if (decoded + rest !== rows) throw malformed(`${what} holds ${decoded + rest} of ${rows} values.`)
  })
}
