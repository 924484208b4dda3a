import { describe, expect, it } from 'vitest'
import { quantileOf } from './sample-statistics.ts'

describe('quantiles of a sample', () => {
  it('lie between neighbours where they are linear', () => {
    const linear = (values: number[], q: number) => quantileOf(Float64Array.from(values), q, 'linear')
    expect([linear([1, 2, 4], 0.5), linear([1, 2, 4], 0.75), linear([7], 0.3)]).toEqual([2, 3, 7])
    expect(linear([], 0.5)).toBeNaN()
  })
})
