import { describe, expect, it } from 'vitest'
import { seededRandom } from '../numbers/random.ts'
import { assessFairness } from './assess-fairness.ts'

const random = seededRandom(12)
const rows = 600
const codes = Int32Array.from({ length: rows }, (_, row) => (row % 20 === 0 ? 2 : row % 2))
const truth = Uint8Array.from({ length: rows }, (_, row) => (row % 50 === 0 ? 255 : random.uniform() < 0.4 ? 1 : 0))
// Scores tell more of group a than of group b; in twentieths, so that they tie.
const values = Float64Array.from(truth, (label, row) =>
  row % 37 === 0 ? Number.NaN : Math.round(20 * (random.uniform() + (label === 1 ? (codes[row] === 0 ? 1 : 0.2) : 0))) / 20,
)
const attributes = [{ attribute: 'x', codes, names: ['a', 'b', 'few'] }]
const selected = Uint8Array.from(values, (score) => (Number.isNaN(score) ? 255 : score > 0.6 ? 1 : 0))

describe('scores by group', () => {
  it('rank the own rows of each group, and are counted above the median of all', () => {
    const { scores } = assessFairness({ attributes, selected, truth, scores: { values, favourable: 'high' } }).attributes[0]
    const sorted = [...values].filter((score) => !Number.isNaN(score)).sort((a, b) => a - b)
    const median = (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2
    expect(scores?.median).toBe(median)
    expect(scores?.groups.map(({ group }) => group)).toEqual(['a', 'b'])
    const rates = [0, 1].map((code) => {
      const own = [...values].filter((score, row) => codes[row] === code && !Number.isNaN(score))
      return own.filter((score) => score > median).length / own.length
    })
    for (const [code, group] of (scores?.groups ?? []).entries()) {
      const of = (label: number) => [...values].filter((score, row) => codes[row] === code && truth[row] === label && !Number.isNaN(score))
      const [high, low] = [of(1), of(0)]
      const wins = high.reduce((sum, h) => sum + low.reduce((won, l) => won + (h > l ? 1 : h === l ? 0.5 : 0), 0), 0)
      expect(group.rocAuc).toMatchObject({ value: expect.closeTo(wins / high.length / low.length, 12), method: 'delong-logit' })
      expect(group.scoringRate).toMatchObject({ value: rates[code], method: 'wilson' })
      expect(group.impactRatio).toMatchObject({ value: rates[code] / Math.max(...rates) })
    }
  })

  it('are the same where the lower score is the favourable one', () => {
    const turned = assessFairness({ attributes, selected, truth, scores: { values: values.map((score) => -score), favourable: 'low' } }).attributes[0].scores
    const plain = assessFairness({ attributes, selected, truth, scores: { values, favourable: 'high' } }).attributes[0].scores
    expect(turned).toEqual({ ...plain, median: -(plain?.median ?? NaN) })
  })

  it('say why there is no area, and are absent where nothing was scored', () => {
    const { scores } = assessFairness({ attributes, selected, truth: null, scores: { values, favourable: 'high' } }).attributes[0]
    expect(scores?.groups[0].rocAuc).toEqual({ undefined: 'no-truth' })
    const none = assessFairness({ attributes, selected, truth, scores: { values: values.map(() => Number.NaN), favourable: 'high' } })
    expect(none.attributes[0]).not.toHaveProperty('scores')
    expect(assessFairness({ attributes, selected, truth }).attributes[0]).not.toHaveProperty('scores')
  })
})
