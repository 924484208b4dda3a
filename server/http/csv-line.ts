type Cell = string | number | null

/** One line of RFC 4180, with a leading apostrophe on texts that a spreadsheet would run as a formula. */
export function csvLine(cells: readonly Cell[]): string {
  const write = (cell: Cell) => {
    if (cell === null) return ''
    const text = typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : String(cell)
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  return `${cells.map(write).join(',')}\r\n`
}
