import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../numbers/random.ts'
import { BINS } from './binned-rows.ts'
import { tellingProducts } from './products.ts'

const ROWS = 240
const truth = new Uint8Array(ROWS).fill(1, ROWS / 2)
const training = Int32Array.from({ length: ROWS }, (_, row) => (row * 7) % ROWS)

/** Noise, with a copy in features 1 and 3 and the opposite of it in class 1. */
function features(count: number, seed: number): Uint8Array[] {
  const random = seededRandom(seed)
  const made = Array.from({ length: count }, () => Uint8Array.from({ length: ROWS }, () => random.integer(BINS)))
  if (count > 3) made[3] = made[1].map((bin, row) => (truth[row] ? BINS - 1 - bin : bin))
  return made
}

/** How far the mean products of the classes are apart, in standard errors. */
function contrastOf(x: Uint8Array, y: Uint8Array): number {
  const centred = [x, y].map((bins) => Array.from(bins, (bin) => bin - bins.reduce((sum, one) => sum + one, 0) / ROWS))
  const products = centred[0].map((value, row) => value * centred[1][row])
  const meanOf = (kind: number) => products.reduce((sum, value, row) => sum + (truth[row] === kind ? value : 0), 0) / (ROWS / 2)
  const square = products.reduce((sum, value) => sum + value ** 2, 0) / ROWS
  return Math.abs(meanOf(1) - meanOf(0)) / Math.sqrt((square * 4) / ROWS)
}

describe('products of two features', () => {
  it('are the eight that differ most between the classes', () => {
    const table = features(12, 3)
    const all = table.flatMap((x, i) => table.slice(0, i).map((y, j) => ({ pair: [j, i], size: contrastOf(x, y) })))
    const best = all.sort((a, b) => b.size - a.size).slice(0, 8)
    const found = tellingProducts(table, truth, training)
    expect(found.map(({ pair }) => pair)).toEqual(best.map(({ pair }) => pair))
    expect(found[0].pair).toEqual([1, 3])
    expect(found.every(({ bins }) => bins.length === ROWS && Math.max(...bins) < BINS)).toBe(true)
    expect(tellingProducts(features(2, 4), truth, training)).toHaveLength(1)
  })

  it('of ten thousand features are found within the bound of steps', () => {
    const table = features(10_000, 5)
    const looked = new Set<string | symbol>()
    const watched = new Proxy(table, {
      get: (target, key): unknown => {
        if (typeof key === 'string' && /^\d+$/.test(key)) looked.add(key)
        return Reflect.get(target, key)
      },
    })
    let rows = training.length
    const taken = Object.assign(training.slice(), { subarray: (from: number, to: number) => training.subarray(from, (rows = Math.min(rows, to))) })
    const found = tellingProducts(watched, truth, taken)
    expect(found).toHaveLength(8)
    expect(looked.size).toBeGreaterThan(400)
    expect(((looked.size * (looked.size - 1)) / 2) * rows).toBeLessThanOrEqual(20_000_000)
    expect(tellingProducts(table, truth, training)).toEqual(found)
  })
})
