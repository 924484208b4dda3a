import type { LoggedTensor } from '../tensor/recorded-cells.ts'

/** The decision score of one row as it was answered; null where there is none, or several columns of which none is named. */
export function scoreOfRow(outputs: readonly LoggedTensor[], rows: number, row: number, decision: { output: string; class?: number } | null): number | null {
  const data = decision && outputs.find(({ name }) => name === decision.output)?.data
  if (!decision || !data) return null
  const width = data.length / rows
  const column = decision.class ?? 0
  if (column >= width || (width > 1 && decision.class === undefined)) return null
  const score = data[row * width + column]
  return typeof score === 'number' ? score : null
}
