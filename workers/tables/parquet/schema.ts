import type { FileMetaData } from 'hyparquet'
import { checkNames } from '../column-names.ts'
import { MAX_ROWS } from '../limits.ts'
import { listNames, TableRefusal } from '../refusal.ts'
import { malformed } from './footer.ts'
import { leafOf } from './leaf.ts'
import type { Leaf } from './leaf.ts'

const MAX_CHUNKS = 2_000_000

/**
 * Columns of a file whose schema is a flat list of leaves. Nested and unsupported columns are refused by name, for leaving them
 * out in silence would show a table that is not the one sent.
 */
export function leavesOf({ schema }: FileMetaData): Leaf[] {
  const [root, ...elements] = schema
  if (!root || elements.length === 0) throw malformed('The schema names no column.')
  const leaves: Leaf[] = []
  const refused: string[] = []
  for (let at = 0; at < elements.length;) {
    const element = elements[at]
    const span = subtreeSize(elements, at)
    const leaf = span === 1 && element.repetition_type !== 'REPEATED' && element.type ? leafOf(element) : null
    if (leaf) leaves.push(leaf)
    else refused.push(element.name)
    at += span
  }
  if (refused.length > 0) {
    const detail = `These columns hold lists, structures or other types without a single value per row: ${listNames(refused)}.`
    throw new TableRefusal('unsupported-type', detail, 'Flatten them into columns of single values, or leave them out.')
  }
  checkNames(
    leaves.map(({ name }) => name),
    'schema',
  )
  return leaves
}

/** Number of schema elements in the subtree at `at`, itself included; bounded by the list, without recursion. */
function subtreeSize(elements: FileMetaData['schema'], at: number): number {
  let open = 1
  let size = 0
  while (open > 0) {
    const element = elements[at + size]
    if (!element) throw malformed('The schema announces columns that it does not hold.')
    open += (element.num_children ?? 0) - 1
    size++
  }
  return size
}

const whole = (value: bigint | number | undefined): number => Number(value ?? 0n)

/** Number of rows, after holding the row groups against each other, the schema and the size of the file. */
export function rowsOfGroups({ row_groups: groups, num_rows: stated }: FileMetaData, leaves: readonly Leaf[], size: number): number {
  let rows = 0
  if (groups.length * leaves.length > MAX_CHUNKS) {
    throw new TableRefusal('resource-limit', `The file has ${groups.length} row groups.`, 'Write row groups of some 100,000 rows.')
  }
  groups.forEach((group, g) => {
    const count = whole(group.num_rows)
    if (count < 0 || group.columns.length !== leaves.length) throw malformed(`Row group ${g + 1} does not hold the columns of the schema.`)
    group.columns.forEach((chunk, c) => {
      const meta = chunk.meta_data
      if (chunk.crypto_metadata ?? chunk.encrypted_column_metadata) {
        throw new TableRefusal('encrypted', `Column ${listNames([leaves[c].name])} is encrypted.`, 'Write it without encryption.')
      }
      if (chunk.file_path) throw malformed(`Column ${listNames([leaves[c].name])} lies in another file.`)
      const start = whole(meta?.dictionary_page_offset || meta?.data_page_offset)
      const end = start + whole(meta?.total_compressed_size)
      const belongs = meta?.path_in_schema.length === 1 && meta.path_in_schema[0] === leaves[c].name && meta.type === leaves[c].element.type
      if (!belongs || whole(meta.num_values) !== count) throw malformed(`Row group ${g + 1} contradicts the schema in column ${c + 1}.`)
      if (start < 4 || end < start || end > size) throw malformed(`Row group ${g + 1} places column ${c + 1} outside the file.`)
    })
    rows += count
  })
  if (rows !== whole(stated)) throw malformed(`The file states ${stated} rows and its row groups hold ${rows}.`)
  if (rows > MAX_ROWS) throw new TableRefusal('resource-limit', `The table has ${rows} rows; ${MAX_ROWS} is the most.`, 'Split it.')
  return rows
}
