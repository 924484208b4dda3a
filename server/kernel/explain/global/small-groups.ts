/** The mean of fewer rows says something about persons. */
export const LEAST_ROWS = 10

const rowsIn = (parts: readonly { readonly n: number }[]): number => parts.reduce((sum, { n }) => sum + n, 0)

/**
 * The parts of the rows that may be told: of at least ten rows each. Where all that is not told would be fewer than ten rows, the
 * smallest part is not told either: what is known of all rows would give those few away.
 *
 * @param parts the largest first
 * @param others rows in none of the parts
 */
export function tellable<Part extends { readonly n: number }>(parts: readonly Part[], others: number): { told: Part[]; leftOut: number } {
  const all = others + rowsIn(parts)
  const large = parts.filter(({ n }) => n >= LEAST_ROWS)
  const untold = all - rowsIn(large)
  const told = untold > 0 && untold < LEAST_ROWS ? large.slice(0, -1) : large
  return { told, leftOut: all - rowsIn(told) }
}
