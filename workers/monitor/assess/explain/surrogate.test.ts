import { describe, expect, it } from 'vitest'
import { uniform } from '#server/kernel/explain/random-trees.ts'
import type { FeatureCells } from '#server/kernel/tensor/feeds.ts'
import { limeStability } from './surrogate.ts'

const FEATURES = 4
const next = uniform(11)
const columns = (rows: number) => Array.from({ length: FEATURES }, () => Float64Array.from({ length: rows }, () => next()))
const rows = columns(3)
const contributions = new Float64Array(3 * FEATURES).fill(1)

/** A weighted sum, which is missing as soon as one of its values is. */
const sum = async (cells: FeatureCells) =>
  Float64Array.from({ length: cells[0].length }, (_, row) => cells.reduce((all, column, feature) => all + (feature + 1) * Number(column[row]), 0))

describe('LIME beside contributions', () => {
  it('draws from the whole baseline where every sample has a score', async () => {
    const { stability, whyNoStability } = await limeStability(rows, columns(50), contributions, sum)
    expect(stability).toMatchObject({ method: 'lime', rows: 3, seeds: 5 })
    expect([stability?.baselineRowsLeftOut, whyNoStability]).toEqual([undefined, undefined])
  })

  it('draws from rows without a missing value where the model gives others no score, and says of how many it did not', async () => {
    const baseline = columns(50)
    for (const row of [3, 8]) baseline[1][row] = Number.NaN
    const { stability } = await limeStability(rows, baseline, contributions, sum)
    const complete = baseline.map((column) => column.filter((_, row) => row !== 3 && row !== 8))
    const same = await limeStability(rows, complete, contributions, sum)
    expect(stability).toEqual({ ...same.stability, baselineRowsLeftOut: 2 })
  })

  it('says why it is not there', async () => {
    const holes = columns(50).map((column, feature) => (feature === 0 ? column.fill(Number.NaN) : column))
    const reasons = [
      await limeStability(rows, holes, contributions, sum),
      await limeStability(rows, columns(50), contributions, async (cells) => (await sum(cells)).fill(Infinity)),
      await limeStability(rows.slice(0, 1), columns(50).slice(0, 1), contributions, sum),
      await limeStability(Array<Float64Array>(201).fill(rows[0]), Array<Float64Array>(201).fill(rows[0]), contributions, sum),
    ]
    expect(reasons.map(({ stability, whyNoStability }) => [stability, typeof whyNoStability])).toEqual(reasons.map(() => [undefined, 'string']))
  })
})
