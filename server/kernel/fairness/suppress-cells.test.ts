import { describe, expect, it } from 'vitest'
import { seededRandom } from '../numbers/random.ts'
import { assessFairness } from './assess-fairness.ts'
import { CELLS, cellsByGroup } from './group-counts.ts'
import { suppressCells } from './suppress-cells.ts'

const THREE = [3, 4, 2]
const product = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1)
/** Sets of one, two and three attributes. */
const axesOf = (count: number): number[][] =>
  Array.from({ length: 2 ** count - 1 }, (_, i) => Array.from({ length: count }, (_axis, axis) => axis).filter((axis) => ((i + 1) >> axis) & 1))
    .filter(({ length }) => length <= 3)
    .sort((a, b) => a.length - b.length)
const placeOf = (cell: number, sizes: readonly number[]): number[] => {
  let left = cell
  return sizes
    .toReversed()
    .map((size) => {
      const place = left % size
      left = Math.floor(left / size)
      return place
    })
    .toReversed()
}
const indexOf = (place: readonly number[], axes: readonly number[], sizes: readonly number[]): number =>
  axes.reduce((index, axis) => index * sizes[axis] + place[axis], 0)

/** People in attributes of uneven shares, with decision and truth. */
function people(seed: number, rows: number, sizes: readonly number[]) {
  const random = seededRandom(seed)
  const uneven = (size: number): number => Math.min(size - 1, Math.floor(size * random.uniform() ** 2.2))
  const codes = sizes.map((size) => Int32Array.from({ length: rows }, () => uneven(size)))
  const bits = (p: number) => Uint8Array.from({ length: rows }, () => (random.uniform() < p ? 1 : 0))
  return { codes, selected: bits(0.4), truth: bits(0.5) }
}

const crossedCodes = (codes: readonly Int32Array[], axes: readonly number[], sizes: readonly number[]): Int32Array =>
  codes[0].map((_, row) =>
    indexOf(
      codes.map((one) => one[row]),
      axes,
      sizes,
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
function stillOpen(equations: readonly { cells: number[]; sum: number }[], target: readonly number[], all: number): boolean {
  const [low, high] = [new Array<number>(all).fill(0), new Array<number>(all).fill(Infinity)]
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
  it.each([
    ['three', THREE, 60, 12],
    ['four', [3, 2, 3, 2], 60, 16],
  ])('withstands differencing over %s attributes: no total or other group gives a small group away', { timeout: 60_000 }, (_, all, seeds, more) => {
    const open: number[] = []
    let attacked = 0
    const cellCount = product(all)
    const everyAxes = axesOf(all.length)
    for (let seed = 1; seed <= seeds; seed++) {
      const { codes, selected, truth } = people(seed, 60 + more * seed, all)
      const crossings = everyAxes
        .filter((axes) => axes.length > 1)
        .map((axes) => {
          const sizes = axes.map((axis) => all[axis])
          return { axes, sizes, cells: cellsByGroup(crossedCodes(codes, axes, all), product(sizes), selected, truth) }
        })
      const withheld = suppressCells(crossings, 5)
      const partsOf = (axes: readonly number[], group: number) =>
        Array.from({ length: cellCount }, (_cell, cell) => cell).filter((cell) => indexOf(placeOf(cell, all), axes, all) === group)
      // What an attacker reads: totals of each attribute and all groups shown, by decision and truth.
      const published = everyAxes.flatMap((axes) => {
        const at = crossings.findIndex((crossing) => crossing.axes === axes)
        const size = product(axes.map((axis) => all[axis]))
        const cells = at < 0 ? cellsByGroup(codes[axes[0]], size, selected, truth) : crossings[at].cells
        return Array.from({ length: size }, (_group, group) => ({ axes, group, cells })).filter(({ group }) => at < 0 || withheld[at][group] === 0)
      })
      const basis: number[][] = []
      for (const { axes, group } of published) {
        const row = new Array<number>(cellCount).fill(0)
        for (const cell of partsOf(axes, group)) row[cell] = 1
        independent(basis, row)
      }
      crossings.forEach(({ axes, cells }, at) => {
        withheld[at].forEach((kind, group) => {
          if (kind !== 1) return
          attacked++
          const target = partsOf(axes, group)
          const row = new Array<number>(cellCount).fill(0)
          for (const cell of target) row[cell] = 1
          const byAlgebra = independent([...basis], row)
          const bySigns = Array.from({ length: CELLS }, (_kind, kindOf) => kindOf).some((cell) =>
            stillOpen(
              published.map(({ axes: others, group: other, cells: counts }) => ({ cells: partsOf(others, other), sum: counts[other * CELLS + cell] })),
              target,
              cellCount,
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
    const { codes, selected, truth } = people(3, 700, THREE)
    const names = THREE.map((size) => Array.from({ length: size }, (_, i) => String(i)))
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
