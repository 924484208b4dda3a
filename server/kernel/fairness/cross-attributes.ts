import type { Simulation } from './attribute-measures.ts'
import { compareGroups } from './compare-groups.ts'
import type { CrossingResult, FairnessResult } from './fairness-result.ts'
import { CELLS, cellsByGroup, countsAt } from './group-counts.ts'
import type { AttributeCodes } from './group-counts.ts'
import { suppressCells } from './suppress-cells.ts'
import type { CrossedCells, Withheld } from './suppress-cells.ts'

/** More groups than this are not crossed: nobody could read them. */
const MOST_CROSSED = 200
const BETWEEN = ' × '

/** Codes of a crossing: -1 where any of the attributes is missing. */
export function crossedCodes(attributes: readonly AttributeCodes[]): Int32Array {
  const crossed = attributes[0].codes.slice()
  for (const { codes, names } of attributes.slice(1)) {
    const width = names.length
    for (let row = 0; row < crossed.length; row++) crossed[row] = crossed[row] < 0 || codes[row] < 0 ? -1 : crossed[row] * width + codes[row]
  }
  return crossed
}

/** Index sets of two and of three of so many attributes, in order. */
function subsetsOf(count: number): number[][] {
  const pairs: number[][] = []
  const triples: number[][] = []
  for (let a = 0; a < count; a++)
    for (let b = a + 1; b < count; b++) {
      pairs.push([a, b])
      for (let c = b + 1; c < count; c++) triples.push([a, b, c])
    }
  return [...pairs, ...triples]
}

const valuesOf = (attributes: readonly AttributeCodes[]): string[][] =>
  attributes.reduce<string[][]>((values, { names }) => values.flatMap((before) => names.map((name) => [...before, name])), [[]])

/** One crossing with the groups that are withheld taken out before anything is compared. */
function crossingResult(
  attributes: readonly AttributeCodes[],
  { cells }: CrossedCells,
  withheld: Withheld,
  rows: number,
  minimumGroup: number,
  simulation: Simulation,
): CrossingResult {
  const byName = valuesOf(attributes)
    .map((values, g) => ({ values, group: values.join(BETWEEN), hidden: withheld[g] > 0, counts: countsAt(cells, g * CELLS) }))
    .filter(({ hidden, counts }) => hidden || counts.n > 0)
    .sort((a, b) => (a.group < b.group ? -1 : 1))
  const shown = byName.filter(({ hidden }) => !hidden)
  const compared = compareGroups(
    attributes.map(({ attribute }) => attribute).join(BETWEEN),
    shown.map(({ group, counts }) => ({ group, ...counts })),
    rows,
    minimumGroup,
    simulation,
  )
  const results = new Map(compared.groups.map((result) => [result.group, result]))
  return {
    ...compared,
    attributes: attributes.map(({ attribute }) => attribute),
    missing: rows - byName.reduce((sum, { counts }) => sum + counts.n, 0),
    groups: byName.map(({ group, values }) => {
      const result = results.get(group)
      return result ? { ...result, values } : { group, values, suppressed: true as const }
    }),
  }
}

type Crossings = Pick<FairnessResult, 'intersections' | 'notCrossed' | 'suppression'>

/**
 * Crossings of two and of three attributes: every group in its own right, groups below `minimumCell` rows withheld, and as
 * many more as it takes so that no total gives them away. `rows` have a decision.
 */
export function crossAttributes(
  attributes: readonly AttributeCodes[],
  { selected, truth, rows }: { selected: Uint8Array; truth: Uint8Array | null; rows: number },
  { minimumGroup, minimumCell, simulation }: { minimumGroup: number; minimumCell: number; simulation: Simulation },
): Crossings {
  const named = (axes: readonly number[]): AttributeCodes[] => axes.map((axis) => attributes[axis])
  const sized = subsetsOf(attributes.length).map((axes) => ({ axes, groups: named(axes).reduce((product, { names }) => product * names.length, 1) }))
  const crossed = sized
    .filter(({ groups }) => groups > 0 && groups <= MOST_CROSSED)
    .map(({ axes, groups }) => ({
      axes,
      sizes: named(axes).map(({ names }) => names.length),
      cells: cellsByGroup(crossedCodes(named(axes)), groups, selected, truth),
    }))
  const withheld = suppressCells(crossed, minimumCell)
  const count = (kind: number): number => withheld.reduce((sum, groups) => sum + groups.filter((one) => one === kind).length, 0)
  return {
    intersections: crossed.map((crossing, at) => crossingResult(named(crossing.axes), crossing, withheld[at], rows, minimumGroup, simulation)),
    notCrossed: sized
      .filter(({ groups }) => groups > MOST_CROSSED)
      .map(({ axes, groups }) => ({ attributes: named(axes).map(({ attribute }) => attribute), groups, most: MOST_CROSSED })),
    suppression: { minimum: minimumCell, cells: count(1), complementary: count(2) },
  }
}
