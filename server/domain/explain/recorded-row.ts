import { refuse } from '#server/domain/kit/index.ts'
import { recordedCells } from '#server/kernel/tensor/recorded-cells.ts'
import type { LoggedTensor, RecordedCell } from '#server/kernel/tensor/recorded-cells.ts'

export const tensorsOf = (json: string): LoggedTensor[] => JSON.parse(json) as LoggedTensor[]

/** The cells of one recorded row by feature. Refuses `not-found` beyond the last row, `not-assessable` where the inputs are not the features. */
export function cellsOfRow({ inputs, rows }: { inputs: string; rows: number }, features: readonly string[], row: number): RecordedCell[] {
  if (row >= rows) refuse('not-found', `The prediction has ${rows} rows; the first is row 0.`)
  const cells = recordedCells(tensorsOf(inputs), features, rows)
  return cells ? cells(row) : refuse('not-assessable', 'The inputs of this prediction are not the features that its version declares.')
}
