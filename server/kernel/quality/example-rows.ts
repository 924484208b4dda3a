/** Rows that a finding names. */
export const MOST_EXAMPLES = 5

/** The first five rows, from 0, of which the test says yes. */
export function exampleRows(rows: number, test: (row: number) => boolean): number[] {
  const found: number[] = []
  for (let row = 0; row < rows && found.length < MOST_EXAMPLES; row++) if (test(row)) found.push(row)
  return found
}
