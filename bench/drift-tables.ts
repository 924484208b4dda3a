import { fileWriter, ParquetWriter } from 'hyparquet-writer'
import type { ColumnSource } from 'hyparquet-writer'
import type { SchemaElement } from 'hyparquet'
import { seededRandom } from '#server/kernel/numbers/random.ts'
import type { Random } from '#server/kernel/numbers/random.ts'

const NUMERIC = 40
const CATEGORIES = [2, 3, 5, 8, 12, 20, 50, 100, 200, 500]
const GROUP_ROWS = 100_000
/** Of every so many columns, one moves in the current table, and one misses values. */
const MOVED_EVERY = 5
const MISSING_EVERY = 4
const MISSING = 0.02

/** Names of the columns of the bench. */
export const NUMERIC_COLUMNS = Array.from({ length: NUMERIC }, (_, i) => `n${i}`)
export const CATEGORICAL_COLUMNS = CATEGORIES.map((_, i) => `c${i}`)

/** Shapes as columns of production tables have them. */
const SHAPES: ((random: Random, shift: number) => number)[] = [
  (random, shift) => random.normal() + shift,
  (random, shift) => Math.exp(random.normal() + shift),
  (random, shift) => -Math.log1p(-random.uniform()) * (1 + shift),
  (random, shift) => Math.round((50 + 10 * (random.normal() + shift)) * 100) / 100,
  (random, shift) => (random.uniform() < 0.6 - shift / 4 ? 0 : Math.exp(random.normal())),
  (random, shift) => random.uniform() + shift / 4,
  (random, shift) => random.binomial(40, 0.3 + shift / 10),
  (random, shift) => (random.normal() + shift) / Math.max(0.05, Math.abs(random.normal())),
]

/** A category from 0 on, earlier ones more often; moved by a share of rows that go to the first. */
const categoryOf = (random: Random, count: number, moved: number): number =>
  random.uniform() < moved ? 0 : Math.floor(count * random.uniform() * random.uniform())

function columnsOf(side: 'reference' | 'current') {
  const moved = (i: number) => side === 'current' && i % MOVED_EVERY === 0
  const seed = (i: number) => (side === 'current' ? 10_000 : 0) + i
  const numeric = NUMERIC_COLUMNS.map((name, i) => {
    const shape = SHAPES[i % SHAPES.length]
    const random = seededRandom(seed(i))
    const shift = moved(i) ? 0.25 : 0
    const misses = i % MISSING_EVERY === 1
    return { name, text: false, next: (): number | string | null => (misses && random.uniform() < MISSING ? null : shape(random, shift)) }
  })
  const categorical = CATEGORICAL_COLUMNS.map((name, i) => {
    const random = seededRandom(seed(NUMERIC + i))
    return { name, text: true, next: (): number | string | null => `category ${categoryOf(random, CATEGORIES[i], moved(i) ? 0.15 : 0)}` }
  })
  return [...numeric, ...categorical]
}

const elementOf = ({ name, text }: { name: string; text: boolean }): SchemaElement =>
  text ? { name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' } : { name, type: 'DOUBLE', repetition_type: 'OPTIONAL' }

/** Writes one of the two tables as Parquet (Snappy, dictionaries where they save, row groups of 100,000 rows): the same bytes every time. */
export function writeTable(path: string, side: 'reference' | 'current', rows: number): void {
  const columns = columnsOf(side)
  const writer = fileWriter(path)
  const parquet = new ParquetWriter({ writer, schema: [{ name: 'root', num_children: columns.length }, ...columns.map(elementOf)] })
  for (let from = 0; from < rows; from += GROUP_ROWS) {
    const length = Math.min(GROUP_ROWS, rows - from)
    const columnData = columns.map(({ name, next }): ColumnSource => ({ name, data: Array.from({ length }, next) }))
    void parquet.write({ columnData, rowGroupSize: GROUP_ROWS })
  }
  void parquet.finish()
}
