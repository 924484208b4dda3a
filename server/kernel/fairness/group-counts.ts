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

/** Cells of a group: not selected with truth unfavourable, favourable, unknown; then selected likewise. */
export const CELLS = 6

/** Rows by group and cell (`cells[group * CELLS + cell]`), in one pass. Rows with code -1 are of no group; see `groupCounts`. */
export function cellsByGroup(codes: Int32Array, groups: number, selected: Uint8Array, truth: Uint8Array | null): Uint32Array {
  if (codes.length !== selected.length || (truth !== null && truth.length !== selected.length))
    throw new RangeError('attribute, decisions and truth differ in length')
  const cells = new Uint32Array(groups * CELLS)
  for (let row = 0; row < codes.length; row++) {
    if (codes[row] < 0) continue
    const known = truth === null || truth[row] > 1 ? 2 : truth[row]
    cells[codes[row] * CELLS + (selected[row] === 1 ? 3 : 0) + known]++
  }
  return cells
}

/** Counts of the group whose cells begin at `from`. */
export function countsAt(cells: ArrayLike<number>, from: number): Omit<GroupCounts, 'group'> {
  const [refused, denied, deniedUnknown] = [cells[from], cells[from + 1], cells[from + 2]]
  const [alarms, hits, selectedUnknown] = [cells[from + 3], cells[from + 4], cells[from + 5]]
  const chosen = alarms + hits + selectedUnknown
  return {
    n: refused + denied + deniedUnknown + chosen,
    selected: chosen,
    favourable: denied + hits,
    favourableSelected: hits,
    unfavourable: refused + alarms,
    unfavourableSelected: alarms,
  }
}

/** The cells of a group of such counts: what `countsAt` reads. */
export function cellsOf({ n, selected, favourable, favourableSelected, unfavourable, unfavourableSelected }: Omit<GroupCounts, 'group'>): number[] {
  const selectedUnknown = selected - favourableSelected - unfavourableSelected
  const unknown = n - favourable - unfavourable
  return [
    unfavourable - unfavourableSelected,
    favourable - favourableSelected,
    unknown - selectedUnknown,
    unfavourableSelected,
    favourableSelected,
    selectedUnknown,
  ]
}

/** Measures of more groups than this nobody reads. */
const MOST_MEASURED = 50

/** A group without measures of its own, and why. */
export interface GroupLeftOut {
  group: string
  n: number
  reason: 'too-few-rows' | 'too-many-groups'
}

/** The largest groups of at least `minimumGroup` rows, 50 at most, in the order given. */
export function measuredGroups<Group extends { n: number }>(groups: readonly Group[], minimumGroup: number): Group[] {
  const large = groups.filter(({ n }) => n >= minimumGroup)
  if (large.length <= MOST_MEASURED) return large
  const chosen = new Set(large.toSorted((a, b) => b.n - a.n).slice(0, MOST_MEASURED))
  return large.filter((group) => chosen.has(group))
}

/**
 * Counts of every group that has rows, in one pass, sorted by name.
 *
 * @param selected 1: decided favourably
 * @param truth 1: favourable, 0: not, anything else not known; null: not known of any row
 */
export function groupCounts({ codes, names }: AttributeCodes, selected: Uint8Array, truth: Uint8Array | null): GroupCounts[] {
  const cells = cellsByGroup(codes, names.length, selected, truth)
  return names
    .map((group, g) => ({ group, ...countsAt(cells, g * CELLS) }))
    .filter(({ n }) => n > 0)
    .sort((a, b) => (a.group < b.group ? -1 : 1))
}
