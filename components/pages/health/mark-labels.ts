/** Where the marks of a lane and their words stand, so that no word lies on another; pure. */
export interface Placeable {
  readonly x: number
  readonly short: string
}

export interface MarkLabel {
  readonly x: number
  readonly text: string
  readonly end: boolean
}

const LETTER = 6.6
const ROOM = 9
/** Marks nearer than this are one to the eye. */
const NEAR = 10

/** Marks that lie as good as on one another, left to right. */
function clusters<M extends Placeable>(marks: readonly M[]): M[][] {
  const held: M[][] = []
  for (const mark of marks.toSorted((a, b) => a.x - b.x)) {
    const last = held.at(-1)
    if (last && mark.x - (last[0]?.x ?? 0) < NEAR) last.push(mark)
    else held.push([mark])
  }
  return held
}

/** "v1, v2" or "v1 and 3 more". */
function clusterText(marks: readonly Placeable[]): string {
  const words = [...new Set(marks.map(({ short }) => short))]
  return words.length <= 2 ? words.join(', ') : `${words.at(-1)} and ${words.length - 1} more`
}

/** Words to the right of their mark, to the left where that is beyond the edge; those without room are left out, later ones stay. */
export function placeLabels(marks: readonly Placeable[], left: number, right: number): MarkLabel[] {
  const placed: (MarkLabel & { readonly low: number; readonly high: number })[] = []
  const groups = clusters(marks)
  for (const group of groups.toReversed()) {
    const text = clusterText(group)
    const width = text.length * LETTER
    const [first, last] = [group[0]?.x ?? 0, group.at(-1)?.x ?? 0]
    const sides = [
      { x: last + ROOM, low: last, high: last + ROOM + width, end: false },
      { x: first - ROOM, low: first - ROOM - width, high: first, end: true },
    ]
    const others = groups.filter((other) => other !== group).flatMap((other) => other.map(({ x }) => x))
    const free = sides.find(
      ({ low, high }) =>
        low >= left && high <= right && placed.every((other) => high < other.low || low > other.high) && others.every((x) => x < low - 4 || x > high + 4),
    )
    if (free) placed.push({ ...free, text })
  }
  return placed.map(({ x, text, end }) => ({ x, text, end }))
}
