import type { FeatureCells } from '#server/kernel/tensor/feeds.ts'
import { cellNumber, cellText, feedsOf, fixedBatch, rowsOfCells, scoresOf, sliceCells } from '#server/kernel/tensor/feeds.ts'
import type { LoadedModel } from '../models.ts'
import type { Baseline } from '../protocol.ts'

const BATCH = 2048

export interface Scorer {
  features: readonly string[]
  decision: Baseline['decision']
  /** Whether a feature goes to a text input. */
  isText: (feature: number) => boolean
  /** Columns of the types that the inputs take: numbers with NaN, or texts. */
  typed: (cells: FeatureCells) => FeatureCells
  /** The decision score of each row as the session returns it. */
  score: (cells: FeatureCells) => Promise<Float64Array>
}

/** Fills a batch of fixed size with its last row. */
const filled = (cells: FeatureCells, rows: number): FeatureCells =>
  cells.map((column) => {
    const at = (row: number) => column[Math.min(row, column.length - 1)]
    return column instanceof Float64Array ? Float64Array.from({ length: rows }, (_, row) => Number(at(row))) : Array.from({ length: rows }, (_, row) => at(row))
  })

/** Scores rows of features through the model's session, in batches. */
export function scorerOf(model: LoadedModel, { features, decision }: Pick<Baseline, 'features' | 'decision'>): Scorer {
  const { inputs } = model
  const datatypes = new Map(inputs.map(({ name, datatype }) => [name, datatype]))
  const texts = features.map((feature) => (inputs.length === 1 ? inputs[0].datatype : datatypes.get(feature)) === 'BYTES')
  const fixed = fixedBatch(inputs)
  const step = fixed ?? BATCH
  return {
    features,
    decision,
    isText: (feature) => texts[feature],
    typed: (cells) =>
      cells.map((column, feature) => {
        if (texts[feature]) return Array.from(column, cellText)
        return column instanceof Float64Array ? column : Float64Array.from(column, cellNumber)
      }),
    async score(cells) {
      const rows = rowsOfCells(cells)
      const scores = new Float64Array(rows)
      for (let from = 0; from < rows; from += step) {
        const count = Math.min(step, rows - from)
        const part = count === rows ? cells : sliceCells(cells, from, from + count)
        const { outputs } = await model.run(feedsOf(model, features, fixed === null ? part : filled(part, fixed)), [decision.output])
        const found = scoresOf(outputs, decision)
        if (found.length !== (fixed ?? count)) throw new Error(`Output "${decision.output}" has ${found.length} rows for ${fixed ?? count} rows of features.`)
        scores.set(found.subarray(0, count), from)
      }
      return scores
    },
  }
}

/** The rows of the given indices. */
export const pickRows = (cells: FeatureCells, rows: readonly number[]): FeatureCells =>
  cells.map((column) => (column instanceof Float64Array ? Float64Array.from(rows, (row) => column[row]) : rows.map((row) => column[row])))
