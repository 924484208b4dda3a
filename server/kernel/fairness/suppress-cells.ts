import { CELLS } from './group-counts.ts'

/** Counts of one crossing: `cells[((i * sizes[1] + j) * sizes[2] + l) * CELLS + cell]`; `axes` are the attributes crossed, ascending. */
export interface CrossedCells {
  axes: readonly number[]
  sizes: readonly number[]
  cells: Uint32Array
}

/** What is withheld of a crossing by group: 0 nothing, 1 a small group, 2 a group whose counts would give a small one away. */
export type Withheld = Uint8Array

interface Corner {
  groups: number[]
  /** People who could sit in the small group without any published number changing. */
  slack: number
  /** Rows newly withheld. */
  cost: number
}

const rowsOf = (cells: Uint32Array, group: number): number => {
  let rows = 0
  for (let cell = 0; cell < CELLS; cell++) rows += cells[group * CELLS + cell]
  return rows
}

/** How many could leave all of these groups at once, alike in decision and truth. */
function movable(cells: Uint32Array, groups: readonly number[]): number {
  let people = 0
  for (let cell = 0; cell < CELLS; cell++) people += Math.min(...groups.map((group) => cells[group * CELLS + cell]))
  return people
}

/** The corners of the box between two opposite ones, those an even number of steps from the first before the others. */
function cornersOf(from: readonly number[], to: readonly number[], sizes: readonly number[]): [even: number[], odd: number[]] {
  const corners: [number[], number[]] = [[], []]
  for (let mask = 0; mask < 1 << from.length; mask++) {
    let [index, steps] = [0, 0]
    from.forEach((place, axis) => {
      const moved = (mask >> axis) & 1
      index = index * sizes[axis] + (moved ? to[axis] : place)
      steps += moved
    })
    corners[steps % 2].push(index)
  }
  return corners
}

const placeOf = (group: number, sizes: readonly number[]): number[] => {
  const place: number[] = []
  let left = group
  for (let axis = sizes.length - 1; axis >= 0; axis--) {
    place.unshift(left % sizes[axis])
    left = Math.floor(left / sizes[axis])
  }
  return place
}

/** How well a choice hides, up to what is asked for, then how little it withholds. */
const better = (a: Corner, b: Corner | null, enough: number): boolean =>
  b === null || Math.min(a.slack, enough) > Math.min(b.slack, enough) || (Math.min(a.slack, enough) === Math.min(b.slack, enough) && a.cost < b.cost)

/**
 * Complementary suppression over crossings of two and three attributes, next to the published totals of each attribute.
 * People of one decision and truth may trade places around a box of withheld groups without any published count
 * changing, so nobody can tell the small group's counts from them: every small group (1 to `minimum` - 1 rows) gets
 * such a box, wide enough for `minimum` people where there is one. Where there is none, whole crossings are withheld.
 */
export function suppressCells(crossings: readonly CrossedCells[], minimum: number): Withheld[] {
  const withheld = crossings.map(({ cells }) => new Uint8Array(cells.length / CELLS))
  const small = crossings.map(({ cells }) =>
    Array.from({ length: cells.length / CELLS }, (_, group) => group).filter((group) => {
      const rows = rowsOf(cells, group)
      return rows > 0 && rows < minimum
    }),
  )
  const hide = (at: number, groups: readonly number[]): void => {
    for (const group of groups) withheld[at][group] ||= 2
  }
  const hideAll = (at: number): void => hide(at, [...withheld[at].keys()])
  const within = (axes: readonly number[]): number[] =>
    crossings.flatMap((other, at) => (axes.every((axis) => other.axes.includes(axis)) && other.axes.length > axes.length ? [at] : []))
  small.forEach((groups, at) => {
    for (const group of groups) withheld[at][group] = 1
  })

  const costOf = (at: number, groups: readonly number[]): number =>
    groups.reduce((sum, group) => sum + (withheld[at][group] ? 0 : rowsOf(crossings[at].cells, group) + 1), 0)

  /** The box around a group in its own crossing that hides it best. */
  const boxOf = (at: number, group: number): Corner | null => {
    const { sizes, cells } = crossings[at]
    const from = placeOf(group, sizes)
    let best: Corner | null = null
    for (let opposite = 0; opposite < withheld[at].length; opposite++) {
      const to = placeOf(opposite, sizes)
      if (to.some((place, axis) => place === from[axis])) continue
      const [even, odd] = cornersOf(from, to, sizes)
      const corner = { groups: [...even, ...odd], slack: Math.max(movable(cells, odd), movable(cells, even)), cost: costOf(at, [...even, ...odd]) }
      if (corner.slack > 0 && better(corner, best, minimum)) best = corner
    }
    return best
  }

  /** The same rectangle of two attributes at the level of a third where it hides best. */
  const levelOf = (at: number, axes: readonly number[], from: readonly number[], to: readonly number[]): Corner | null => {
    const { axes: own, sizes, cells } = crossings[at]
    const third = own.findIndex((axis) => !axes.includes(axis))
    let best: Corner | null = null
    for (let level = 0; level < sizes[third]; level++) {
      const [even, odd] = [[], []] as [number[], number[]]
      for (const [moved, list] of [
        [[0, 0], even],
        [[1, 1], even],
        [[0, 1], odd],
        [[1, 0], odd],
      ] as const) {
        const pair = axes.map((_, axis) => (moved[axis] ? to[axis] : from[axis]))
        const place = own.map((axis) => (axes.includes(axis) ? pair[axes.indexOf(axis)] : level))
        list.push(place.reduce((index, one, axis) => index * sizes[axis] + one, 0))
      }
      const corner = { groups: [...even, ...odd], slack: Math.max(movable(cells, odd), movable(cells, even)), cost: costOf(at, [...even, ...odd]) }
      if (corner.slack > 0 && better(corner, best, minimum)) best = corner
    }
    return best
  }

  /** A rectangle that can be kept up at some level of every crossing with a third attribute, and those levels. */
  const rectangleOf = (at: number, group: number) => {
    const { axes, sizes } = crossings[at]
    const from = placeOf(group, sizes)
    let best: (Corner & { levels: { at: number; groups: number[] }[] }) | null = null
    for (let opposite = 0; opposite < withheld[at].length; opposite++) {
      const to = placeOf(opposite, sizes)
      if (to.some((place, axis) => place === from[axis])) continue
      const levels = within(axes).map((triple) => ({ at: triple, corner: levelOf(triple, axes, from, to) }))
      const corners = levels.flatMap(({ at: triple, corner }) => (corner ? [{ at: triple, ...corner }] : []))
      if (corners.length < levels.length) continue
      const [even, odd] = cornersOf(from, to, sizes)
      const own = Math.max(movable(crossings[at].cells, odd), movable(crossings[at].cells, even))
      const slack = Math.min(own, ...corners.map((corner) => corner.slack))
      const groups = [...even, ...odd]
      const found = { groups, slack, cost: costOf(at, groups) + corners.reduce((sum, { cost }) => sum + cost, 0), levels: corners }
      if (slack > 0 && better(found, best, minimum)) best = found
    }
    return best
  }

  const order = [...crossings.keys()].sort((a, b) => crossings[a].axes.length - crossings[b].axes.length)
  for (const at of order) {
    const { axes } = crossings[at]
    for (const group of small[at]) {
      if (axes.length === 2) {
        const rectangle = rectangleOf(at, group)
        if (rectangle) {
          hide(at, rectangle.groups)
          for (const level of rectangle.levels) hide(level.at, level.groups)
          continue
        }
      } else {
        const box = boxOf(at, group)
        if (box) {
          hide(at, box.groups)
          continue
        }
      }
      // Nothing moves within what else is published: then all that shares two attributes with it goes.
      for (const [other, { axes: others }] of crossings.entries()) if (axes.filter((axis) => others.includes(axis)).length >= 2) hideAll(other)
    }
  }
  return withheld
}
