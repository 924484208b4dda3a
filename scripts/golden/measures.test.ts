import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runGolden } from './run-golden.ts'

/** The reference corpus where there is one, else the part of it that the repository carries. */
const golden = join(resolve(process.env.COUNTERSIGN_REFERENCE_DATA ?? 'data'), 'golden')

describe('golden values of scikit-learn and statsmodels', () => {
  it.each([
    ['performance', 3],
    ['fairness', 3],
  ])('%s', { timeout: 60_000 }, async (folder, files) => {
    const report = await runGolden(join(golden, folder))
    expect(report.files.filter((file) => 'failed' in file && file.failed > 0)).toEqual([])
    expect(report.files.filter((file) => 'cases' in file && file.cases > 10).length).toBeGreaterThanOrEqual(files)
  })
})
