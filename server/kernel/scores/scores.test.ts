import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bandsBetween, decidedBand, scoreBand } from './score-band.ts'
import { NO_SCORES, summariseScores } from './summarise-scores.ts'

const score = () => fc.oneof(fc.double({ noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))

describe('the bands of scores', () => {
  it('are in the order of scores, and few', () => {
    fc.assert(
      fc.property(score(), score(), (a, b) => {
        const [low, high] = a <= b ? [a, b] : [b, a]
        expect(scoreBand(low)).toBeLessThanOrEqual(scoreBand(high))
        expect(Math.abs(scoreBand(a))).toBeLessThanOrEqual(225)
      }),
    )
    expect([0, 2 ** -17, 0.5, 0.62, 0.63, 0.99, 1, -0.5].map(scoreBand)).toEqual([0, 0, 61, 61, 62, 64, 65, -61])
    expect([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY].map(scoreBand)).toEqual([-225, 225])
  })

  it('between two scores hold every score that is between them, whatever was decided, and outcomes apart', () => {
    fc.assert(
      fc.property(score(), score(), score(), fc.constantFrom(true, false, null), (a, b, c, positive) => {
        const [low, middle, high] = [a, b, c].toSorted((x, y) => x - y)
        const [from, to] = bandsBetween(low, high)
        const band = decidedBand(middle, positive)
        expect(band >= from && band <= to).toBe(true)
        expect(band & 1).toBe(positive ? 1 : 0)
      }),
    )
    const [from, to] = bandsBetween(undefined, undefined)
    expect([from, to]).toEqual([-450, 451])
  })
})

describe('the scores of a prediction in short', () => {
  const outputs = [
    { name: 'label', data: [1, 0, 1] },
    { name: 'p', data: [0.8, 0.2, 0.6, 0.4, 0.5, 0.5] },
  ]

  it('are lowest, highest and how many were decided positive, at the threshold too', () => {
    expect(summariseScores(outputs, 3, { output: 'p', class: 1 }, 0.4)).toEqual({ low: 0.2, high: 0.5, positives: 2, band: null })
    expect(summariseScores(outputs, 3, { output: 'p', class: 1 }, 0.5)).toEqual({ low: 0.2, high: 0.5, positives: 1, band: null })
    expect(summariseScores([{ name: 'y', data: [-3.5] }], 1, { output: 'y' }, null)).toEqual({
      low: -3.5,
      high: -3.5,
      positives: null,
      band: decidedBand(-3.5, null),
    })
    expect(summariseScores([{ name: 'y', data: [0.7] }], 1, { output: 'y' }, 0.7)).toEqual({
      low: 0.7,
      high: 0.7,
      positives: 1,
      band: decidedBand(0.7, true),
    })
  })

  it('leave out what is no number, and are none where no column decides', () => {
    expect(summariseScores([{ name: 'p', data: [null, 0.9] }], 2, { output: 'p' }, 0.5)).toMatchObject({ low: 0.9, high: 0.9, positives: 1 })
    for (const decision of [null, { output: 'gone' }, { output: 'p' }, { output: 'p', class: 2 }])
      expect(summariseScores(outputs, 3, decision, 0.5)).toEqual(NO_SCORES)
    expect(summariseScores([{ name: 'p', data: [null] }], 1, { output: 'p' }, 0.5)).toEqual(NO_SCORES)
    expect(summariseScores([{ name: 'p', data: ['a'] }], 1, { output: 'p' }, 0.5)).toEqual(NO_SCORES)
    expect(summariseScores([{ name: 'p', data: [1, 2, 3] }], 2, { output: 'p' }, 0.5)).toEqual(NO_SCORES)
  })
})
