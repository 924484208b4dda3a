import { CELL_CLASSES, classifyCell } from './cell-class.ts'
import type { CellClassName } from './cell-class.ts'
import type { ColumnType } from './column.ts'

const CLASSES = CELL_CLASSES.length
const at = (name: CellClassName): number => CELL_CLASSES.indexOf(name)

/**
 * How many cells of a text column are of each class, and where each class appears first. Tallies of parts of a column merge into
 * the tally of the whole, so that a column may be read in pieces, in any order and by many.
 */
export class TypeTally {
  readonly counts = new Float64Array(CLASSES)
  /** Row (from 0) of the first cell of each class; Infinity when there is none. */
  readonly first = new Float64Array(CLASSES).fill(Infinity)

  /** Takes in the cell that is bytes [start, end) of UTF-8 text. */
  add(bytes: Uint8Array, start: number, end: number, row: number): void {
    const found = classifyCell(bytes, start, end)
    if (this.counts[found]++ === 0) this.first[found] = row
  }

  /** Takes in the tally of another part of the column. */
  merge(other: TypeTally): void {
    for (let i = 0; i < CLASSES; i++) {
      this.counts[i] += other.counts[i]
      this.first[i] = Math.min(this.first[i], other.first[i])
    }
  }

  count(name: CellClassName): number {
    return this.counts[at(name)]
  }

  /** Row of the first cell of a class; Infinity when there is none. */
  firstRow(name: CellClassName): number {
    return this.first[at(name)]
  }

  /**
   * The strictest type that every cell has; nothing is guessed: one cell of text, or one code with leading zeros, makes a string.
   * Missing words are missing in every type but string, where they are text like any other.
   */
  get type(): ColumnType {
    const integers = this.count('integer') + this.count('long-integer')
    const numbers = integers + this.count('number') + this.count('infinite')
    const days = this.count('date')
    const moments = this.count('timestamp')
    const booleans = this.count('boolean')
    const texts = this.textCells
    const kinds = [numbers, days + moments, booleans, texts].filter((count) => count > 0).length
    if (kinds === 0) return 'empty'
    if (kinds > 1 || texts > 0) return 'string'
    if (booleans > 0) return 'boolean'
    if (numbers > 0) return numbers === integers ? 'integer' : 'number'
    return moments > 0 ? 'timestamp' : 'date'
  }

  /** Cells that can be nothing but text. */
  get textCells(): number {
    return this.count('text') + this.count('padded-number') + this.count('local-number') + this.count('local-date')
  }

  /** Missing cells under the type found: empty ones, and missing words unless the column is text. */
  get missing(): number {
    return this.count('empty') + (this.type === 'string' ? 0 : this.count('missing-word'))
  }
}
