/** Rows of one group by decision and truth; rates and their comparisons depend on nothing else. */
export interface GroupCounts {
  group: string
  n: number
  selected: number
  /** Favourable in truth, and how many of those were decided favourably. */
  favourable: number
  favourableSelected: number
  /** Unfavourable in truth, and how many of those were decided favourably. */
  unfavourable: number
  unfavourableSelected: number
}

export interface AttributeCodes {
  attribute: string
  /** Index into `names` a row; -1 is missing. */
  codes: Int32Array
  names: readonly string[]
}

const CELLS = 6

/**
 * Counts of every group that has rows, in one pass, sorted by name.
 *
 * @param selected 1: decided favourably
 * @param truth 1: favourable, 0: not, anything else not known; null: not known of any row
 */
export function groupCounts({ codes, names }: AttributeCodes, selected: Uint8Array, truth: Uint8Array | null): GroupCounts[] {
  if (codes.length !== selected.length || (truth !== null && truth.length !== selected.length))
    throw new RangeError('attribute, decisions and truth differ in length')
  // By group: not selected with truth unfavourable, favourable, unknown; then selected likewise.
  const cells = new Uint32Array(names.length * CELLS)
  for (let row = 0; row < codes.length; row++) {
    if (codes[row] < 0) continue
    const known = truth === null || truth[row] > 1 ? 2 : truth[row]
    cells[codes[row] * CELLS + (selected[row] === 1 ? 3 : 0) + known]++
  }
  return names
    .map((group, g) => {
      const [refused, denied, deniedUnknown, alarms, hits, selectedUnknown] = cells.subarray(g * CELLS, (g + 1) * CELLS)
      const chosen = alarms + hits + selectedUnknown
      return {
        group,
        n: refused + denied + deniedUnknown + chosen,
        selected: chosen,
        favourable: denied + hits,
        favourableSelected: hits,
        unfavourable: refused + alarms,
        unfavourableSelected: alarms,
      }
    })
    .filter(({ n }) => n > 0)
    .sort((a, b) => (a.group < b.group ? -1 : 1))
}
