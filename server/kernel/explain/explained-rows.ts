import type { ExplainedSample } from './summarise-explanation.ts'

/** The rows of a sample that are explained, ascending: those of a finite margin and finite contributions. */
export function explainedRows({ contributions, margins, rows }: Pick<ExplainedSample, 'contributions' | 'margins' | 'rows'>): number[] {
  const width = contributions.length / rows
  return Array.from({ length: rows }, (_, row) => row).filter(
    (row) => Number.isFinite(margins[row]) && contributions.subarray(row * width, (row + 1) * width).every(Number.isFinite),
  )
}
