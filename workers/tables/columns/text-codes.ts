import { textsOf } from '../table-source.ts'
import type { Cells } from '../table-source.ts'

/** Codes of texts by order of first appearance, -1 for missing. */
export class TextCodes {
  readonly dictionary: string[] = []
  readonly #known = new Map<string, number>()

  of(cells: Exclude<Cells, { kind: 'numbers' }>): Int32Array {
    return Int32Array.from(textsOf(cells), (text) => {
      if (text === null) return -1
      let code = this.#known.get(text)
      if (code === undefined) {
        code = this.dictionary.push(text) - 1
        this.#known.set(text, code)
      }
      return code
    })
  }
}
