import { describe, expect, it } from 'vitest'
import { seededRandom } from '../numbers/random.ts'
import { assessFairness } from './assess-fairness.ts'
import { CELLS, cellsByGroup } from './group-counts.ts'
import { suppressCells } from './suppress-cells.ts'

const SIZES = [3, 4, 2]
const AXES = [[0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2]]
const ALL = SIZES[0] * SIZES[1] * SIZES[2]
const placeOf = (cell: number): number[] => [Math.floor(cell / (SIZES[1] * SIZES[2])), Math.floor(cell / SIZES[2]) % SIZES[1], cell % SIZES[2]]
const indexOf = (place: readonly number[], axes: readonly number[]): number => axes.reduce((index, axis) => index * SIZES[axis] + place[axis], 0)

/** People in three attributes of uneven shares, with decision and truth. */
function people(seed: number, rows: number) {
  const random = seededRandom(seed)
  const uneven = (size: number): number => Math.min(size - 1, Math.floor(size * random.uniform() ** 2.2))
  const codes = SIZES.map((size) => Int32Array.from({ length: rows }, () => uneven(size)))
  const bits = (p: number) => Uint8Array.from({ length: rows }, () => (random.uniform() < p ? 1 : 0))
  return { codes, selected: bits(0.4), truth: bits(0.5) }
}

const crossedCodes = (codes: readonly Int32Array[], axes: readonly number[]): Int32Array =>
  codes[0].map((_, row) =>
    indexOf(
      codes.map((one) => one[row]),
      axes,
    ),
  )

/** Adds the row to a reduced basis; false where it is a combination of what is there. */
function independent(basis: number[][], row: readonly number[]): boolean {
  const left = [...row]
  for (const one of basis) {
    const lead = one.findIndex((value) => Math.abs(value) > 1e-9)
    const factor = left[lead] / one[lead]
    if (factor !== 0) for (let i = 0; i < left.length; i++) left[i] -= factor * one[i]
  }
  if (left.every((value) => Math.abs(value) < 1e-9)) return false
  basis.push(left)
  return true
}

/** Whether the interval of each unknown that sums and signs allow, narrowed until nothing changes, leaves the target open. */
function stillOpen(equations: readonly { cells: number[]; sum: number }[], target: readonly number[]): boolean {
  const [low, high] = [new Array<number>(ALL).fill(0), new Array<number>(ALL).fill(Infinity)]
  for (let round = 0; round < 60; round++)
    for (const { cells, sum } of equations)
      for (const cell of cells) {
        const others = cells.filter((other) => other !== cell)
        high[cell] = Math.min(high[cell], sum - others.reduce((total, other) => total + low[other], 0))
        low[cell] = Math.max(low[cell], sum - others.reduce((total, other) => total + high[other], 0))
      }
  return target.some((cell) => high[cell] > low[cell])
}

describe('suppression of small groups in crossings', () => {
  it('withstands differencing: no total or other group gives a small group away', () => {
    const open: number[] = []
    let attacked = 0
    for (let seed = 1; seed <= 60; seed++) {
      const { codes, selected, truth } = people(seed, 60 + 12 * seed)
      const crossings = AXES.filter((axes) => axes.length > 1).map((axes) => {
        const sizes = axes.map((axis) => SIZES[axis])
        const groups = sizes.reduce((product, size) => product * size, 1)
        return { axes, sizes, cells: cellsByGroup(crossedCodes(codes, axes), groups, selected, truth) }
      })
      const withheld = suppressCells(crossings, 5)
      const partsOf = (axes: readonly number[], group: number) =>
        Array.from({ length: ALL }, (_, cell) => cell).filter((cell) => indexOf(placeOf(cell), axes) === group)
      // What an attacker reads: totals of each attribute and all groups shown, by decision and truth.
      const published = AXES.flatMap((axes) => {
        const at = crossings.findIndex((crossing) => crossing.axes === axes)
        const size = axes.reduce((product, axis) => product * SIZES[axis], 1)
        const cells = at < 0 ? cellsByGroup(codes[axes[0]], size, selected, truth) : crossings[at].cells
        return Array.from({ length: size }, (_, group) => ({ axes, group, cells })).filter(({ group }) => at < 0 || withheld[at][group] === 0)
      })
      const basis: number[][] = []
      for (const { axes, group } of published) {
        const row = new Array<number>(ALL).fill(0)
        for (const cell of partsOf(axes, group)) row[cell] = 1
        independent(basis, row)
      }
      crossings.forEach(({ axes, cells }, at) => {
        withheld[at].forEach((kind, group) => {
          if (kind !== 1) return
          attacked++
          const target = partsOf(axes, group)
          const row = new Array<number>(ALL).fill(0)
          for (const cell of target) row[cell] = 1
          const byAlgebra = independent([...basis], row)
          const bySigns = Array.from({ length: CELLS }, (_, kindOf) => kindOf).some((cell) =>
            stillOpen(
              published.map(({ axes: others, group: other, cells: counts }) => ({ cells: partsOf(others, other), sum: counts[other * CELLS + cell] })),
              target,
            ),
          )
          if (!byAlgebra || !bySigns) open.push(seed)
          expect(cells.length).toBeGreaterThan(0)
        })
      })
    }
    expect(attacked).toBeGreaterThan(100)
    expect(open).toEqual([])
  })

  it('says how many groups are withheld and lists them without a number', () => {
    const { codes, selected, truth } = people(3, 700)
    const names = SIZES.map((size) => Array.from({ length: size }, (_, i) => String(i)))
    const attributes = codes.map((list, axis) => ({ attribute: `a${axis}`, codes: list, names: names[axis] }))
    const { suppression, intersections, attributes: plain } = assessFairness({ attributes, selected, truth }, { replicates: 50 })
    const hidden = intersections.flatMap(({ groups }) => groups.filter((group) => 'suppressed' in group))
    expect(suppression.minimum).toBe(10)
    expect(suppression.cells).toBeGreaterThan(0)
    expect(hidden.length).toBe(suppression.cells + suppression.complementary)
    for (const group of hidden) expect(Object.keys(group).toSorted()).toEqual(['group', 'suppressed', 'values'])
    for (const { groups } of intersections) for (const group of groups) if (!('suppressed' in group)) expect(group.n).toBeGreaterThanOrEqual(10)
    expect(plain.every(({ groups }) => groups.every(({ n }) => n > 0))).toBe(true)
  })
})
