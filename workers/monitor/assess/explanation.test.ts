import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Column } from '#server/kernel/table/column.ts'
import { TREES } from '#testing/inference-worker.ts'
import { openEngine } from '#workers/inference/engine/engine.ts'
import { modelFile } from '#workers/inference/engine/test-models.ts'
import { explanation } from './explanation.ts'
import type { LoadedTable } from './load-tables.ts'
import type { AssessmentPlan, TableFile } from './plan.ts'

type Rows = (number | null)[][]
const golden = JSON.parse(readFileSync(resolve('data/golden/explain/credit-default/xgboost-v2.json'), 'utf8')) as { rows: Rows; background: Rows }
const engine = openEngine({ children: 1 })
afterAll(() => engine.close())

const file = (snapshotId: string): TableFile => ({ snapshotId, digest: `sha256:${snapshotId}`, path: '', format: 'csv' })

/** A table in memory: the features, and a protected attribute of two groups. */
function tableOf(id: string, rows: Rows): LoadedTable {
  const columns: Column[] = TREES.features.map((name, at) => ({
    kind: 'numeric',
    name,
    type: 'number',
    values: Float64Array.from(rows, (row) => row[at] ?? Number.NaN),
  }))
  columns.push({ kind: 'string', name: 'sex', type: 'string', codes: Int32Array.from(rows, (_, i) => i % 2), dictionary: ['f', 'm'] })
  return { file: file(id), rows: rows.length, columns: new Map(columns.map((column) => [column.name, column])) }
}

const evaluation = tableOf('evaluation', [...golden.rows, ...golden.background, ...TREES.rows])
const reference = tableOf('reference', golden.background)

function planFor(path: string): AssessmentPlan {
  const model = modelFile(path)
  const schema = { features: TREES.features, protectedAttributes: ['sex'] }
  return {
    kinds: ['explanation'],
    model,
    signature: TREES.signature,
    features: TREES.features,
    decision: TREES.decision,
    schema,
    evaluation: evaluation.file,
    reference: reference.file,
  }
}

describe('explanation evidence', () => {
  it('says what moves the score, how, for whom and how surely, all of a piece', async () => {
    const { parameters, result } = await explanation({ plan: planFor('models/credit-default/xgboost-v2.onnx'), evaluation, reference, engine })
    expect(parameters).toMatchObject({ sampleRows: evaluation.rows, baseline: { snapshotId: 'reference', rows: 100 } })
    expect(result).toMatchObject({ method: 'interventional-tree', exact: true, space: 'log-odds', sampleRows: evaluation.rows })
    // Exact in float64, and within the bound of what ONNX Runtime returns on every row.
    expect(result.additivity.maxAbsoluteError).toBeLessThan(1e-12)
    expect(result.additivity).toMatchObject({ rows: evaluation.rows, outside: 0 })
    const names = result.features.map(({ feature }) => feature)
    expect(names.toSorted()).toEqual(TREES.features.toSorted())
    result.features.forEach(({ rank, rankLower = 0, rankUpper = 0, meanAbsoluteContribution, meanAbsoluteMainEffect }, at) => {
      expect([rank, rankLower <= at + 1, rankUpper >= at + 1]).toEqual([at + 1, true, true])
      expect(meanAbsoluteMainEffect).toBeLessThan(2 * meanAbsoluteContribution + 1e-9)
    })
    expect(result.dependence?.map(({ feature }) => feature)).toEqual(names.slice(0, 12))
    for (const { feature, grid, mean, ice, rows } of result.partialDependence ?? []) {
      expect(names.slice(0, 8)).toContain(feature)
      expect([mean.length, ice.every((line) => line.length === grid.length), ice.length <= 40]).toEqual([grid.length, true, true])
      expect(grid.length).toBeLessThanOrEqual(20)
      expect(rows).toBe(evaluation.rows)
    }
    expect(result.interactions?.length).toBe(20)
    expect(result.cohorts.map(({ by, groups }) => [by, groups.reduce((sum, { n }) => sum + n, 0)])).toEqual([
      ['decision', evaluation.rows],
      ['attribute', evaluation.rows],
    ])
    expect(result.stability).toMatchObject({ method: 'lime', rows: 5, seeds: 5 })
    expect(result.stability?.agreement).toBeGreaterThan(0.1)
    expect(result.pathDependent?.features.length).toBe(TREES.features.length)
    expect(result.pathDependent?.features.slice(0, 3).some(({ feature }) => names.slice(0, 3).includes(feature))).toBe(true)
    expect(JSON.stringify(result).length).toBeLessThan(200_000)
  }, 120_000)

  it('comes out the same when it is measured again', async () => {
    const again = () => explanation({ plan: planFor('models/credit-default/xgboost-v2.onnx'), evaluation: reference, reference, engine })
    expect(await again()).toEqual(await again())
  }, 120_000)

  it('has every part although one row has no score, and names the reason where no row has one', async () => {
    const holed = tableOf('holed', [golden.rows[0].map(() => null), ...golden.rows.slice(1), ...golden.background])
    const baseline = tableOf('baseline', [...golden.background, golden.rows[0].with(2, null)])
    const plan = planFor('models/credit-default/logistic.onnx')
    const { result } = await explanation({ plan, evaluation: holed, reference: baseline, engine })
    expect(result).toMatchObject({
      sampleRows: holed.rows - 1,
      additivity: { rows: holed.rows - 1, outside: 0 },
      stability: { rows: 5, baselineRowsLeftOut: 1 },
    })
    expect(result.partialDependence?.every(({ rows }) => rows === holed.rows - 1)).toBe(true)
    const empty = tableOf(
      'empty',
      golden.rows.map((row) => row.map(() => null)),
    )
    await expect(explanation({ plan, evaluation: empty, reference: baseline, engine })).rejects.toMatchObject({ problem: { code: 'no-scores' } })
  }, 120_000)
})
