import { describe, expect, it } from 'vitest'
import { seededRandom, xoshiro128 } from './random.ts'

describe('seeded random numbers', () => {
  it('is xoshiro128** of the published state', () => {
    const next = xoshiro128([1, 2, 3, 4])
    expect([next(), next(), next(), next()]).toEqual([11520, 0, 5927040, 70819200])
  })

  it('repeats by seed and differs between seeds', () => {
    const take = (seed: number): number[] => {
      const random = seededRandom(seed)
      return Array.from({ length: 8 }, () => random.uint32())
    }
    expect(take(5)).toEqual(take(5))
    expect(take(5)).not.toEqual(take(6))
    expect(take(5)).not.toEqual(take(5 + 2 ** 32))
    expect(() => seededRandom(0.5)).toThrow('seed must be an integer')
  })

  it('draws normal and uniform deviates of the right moments', () => {
    const random = seededRandom(1)
    let [sum, squares, uniform] = [0, 0, 0]
    for (let i = 0; i < 200_000; i++) {
      const z = random.normal()
      sum += z
      squares += z * z
      uniform += random.uniform()
    }
    expect(Math.abs(sum / 200_000)).toBeLessThan(0.01)
    expect(Math.abs(squares / 200_000 - 1)).toBeLessThan(0.015)
    expect(Math.abs(uniform / 200_000 - 0.5)).toBeLessThan(0.003)
  })

  it('draws integers evenly', () => {
    const random = seededRandom(2)
    const counts = new Array<number>(7).fill(0)
    for (let i = 0; i < 70_000; i++) counts[random.integer(7)]!++
    const chiSquare = counts.reduce((total, count) => total + (count - 10_000) ** 2 / 10_000, 0)
    expect(chiSquare).toBeLessThan(22.5)
    expect(() => random.integer(0)).toThrow('bound')
  })

  it.each([
    [12, 0.3],
    [40, 0.45],
    [60, 0.7],
    [1000, 0.02],
  ])('draws from the binomial distribution of %d trials at %f', (trials, p) => {
    const random = seededRandom(3)
    const draws = 100_000
    const counts = new Float64Array(trials + 1)
    for (let i = 0; i < draws; i++) counts[random.binomial(trials, p)]!++
    let mass = (1 - p) ** trials
    let chiSquare = 0
    let cells = 0
    for (let k = 0; k <= trials; k++) {
      const expected = mass * draws
      if (expected > 10) {
        chiSquare += (counts[k]! - expected) ** 2 / expected
        cells++
      }
      mass *= ((p / (1 - p)) * (trials - k)) / (k + 1)
    }
    expect(chiSquare).toBeLessThan(cells + 4 * Math.sqrt(2 * cells))
  })

  it('keeps the ends of the binomial distribution and refuses wrong arguments', () => {
    const random = seededRandom(4)
    expect([random.binomial(9, 0), random.binomial(9, 1), random.binomial(0, 0.5)]).toEqual([0, 9, 0])
    expect(() => random.binomial(9, 1.5)).toThrow('p must be a probability')
    expect(() => random.binomial(-1, 0.5)).toThrow('trials')
  })
})
