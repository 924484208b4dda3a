/** A tensor as the log of predictions holds it: flat, or nested as its shape says. */
export interface LoggedTensor {
  name: string
  data: readonly unknown[]
}

export type RecordedCell = number | string | boolean | null

const cellOf = (value: unknown): RecordedCell => (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean' ? value : null)

/**
 * Reads rows of recorded inputs as cells of the features: one tensor holds them in order, several the column of their name.
 *
 * @returns the cells of a row, or null where the inputs are not the features
 */
export function recordedCells(inputs: readonly LoggedTensor[], features: readonly string[], rows: number): ((row: number) => RecordedCell[]) | null {
  const flat = inputs.map(({ name, data }) => ({ name, data: data.some(Array.isArray) ? data.flat(Infinity) : data }))
  if (flat.length === 1) {
    const [{ data }] = flat
    const width = features.length
    return width > 0 && data.length === rows * width ? (row) => data.slice(row * width, (row + 1) * width).map(cellOf) : null
  }
  const columns = features.map((feature) => flat.find(({ name }) => name === feature)?.data)
  return features.length > 0 && columns.every((column) => column?.length === rows) ? (row) => columns.map((column) => cellOf(column?.[row])) : null
}
