/** At most `count` of the row numbers 0 … rows - 1, ascending and evenly spread over all: the same ones every time. */
export const spreadRows = (rows: number, count: number): number[] =>
  rows <= count ? Array.from({ length: rows }, (_, row) => row) : Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5) * rows) / count))
