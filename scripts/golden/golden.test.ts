import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { runGolden } from './run-golden.ts'

const OWN = new URL('../../data/golden', import.meta.url).pathname
const REFERENCE = process.env.COUNTERSIGN_REFERENCE_DATA
const scratch = mkdtempSync(join(tmpdir(), 'golden-'))
afterAll(() => rmSync(scratch, { recursive: true }))

/** A golden file with one value changed, at the same place under another folder. */
function spoiled(file: string, from: string, to: string): string {
  const text = readFileSync(join(OWN, file), 'utf8')
  expect(text).toContain(from)
  const path = join(scratch, file)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, text.replace(from, to))
  return path
}

describe('golden values', () => {
  it('hold in the kernels, on the values that the repository carries', { timeout: 60_000 }, async () => {
    const report = await runGolden(OWN)
    expect(report.files.filter((file) => 'failed' in file && file.failed > 0)).toEqual([])
    const compared = report.files.filter((file) => 'cases' in file).map(({ file }) => file)
    expect(compared).toEqual(expect.arrayContaining(['drift/continuous.json', 'drift/categorical.json', 'drift/tails.json', 'special/special_functions.json']))
    expect(report.passed).toBeGreaterThan(600)
  })

  it.skipIf(!REFERENCE)('hold on the whole reference corpus', { timeout: 300_000 }, async () => {
    const report = await runGolden(join(REFERENCE ?? '', 'golden'))
    expect(report.files.filter((file) => 'failed' in file && file.failed > 0)).toEqual([])
  })

  it('fail where a value differs, name the case and go on', async () => {
    const [first] = (JSON.parse(readFileSync(join(OWN, 'drift/categorical.json'), 'utf8')) as { cases: { id: string; chi2: { stat: number } }[] }).cases.filter(
      ({ chi2 }) => chi2.stat > 1 && !Number.isInteger(chi2.stat),
    )
    const stat = String(first.chi2.stat)
    const report = await runGolden(spoiled('drift/categorical.json', stat, String(first.chi2.stat * (1 + 1e-10))))
    expect(report.failed).toBe(1)
    expect(report.files[0]).toMatchObject({ failed: 1, worst: { case: `${first.id} chi2.stat` } })
  })

  it('compare predictions with the engine that serves', { timeout: 60_000 }, async () => {
    symlinkSync(new URL('../../data/models', import.meta.url).pathname, join(scratch, 'models'))
    const name = 'models/credit-default/xgboost-v1.json'
    const { outputs } = JSON.parse(readFileSync(join(OWN, name), 'utf8')) as { outputs: { probabilities: number[][] } }
    const value = outputs.probabilities[7][1]
    const path = join(scratch, 'golden', name)
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(path, readFileSync(join(OWN, name), 'utf8'))
    expect(await runGolden(path)).toMatchObject({ failed: 0, files: [{ failed: 0 }] })
    writeFileSync(path, readFileSync(join(OWN, name), 'utf8').replace(String(value), String(value + 1e-4)))
    expect((await runGolden(path)).failed).toBeGreaterThanOrEqual(1)
  })

  it('read what a file says of path-dependent values', { timeout: 60_000 }, async () => {
    const folder = join(scratch, 'paths')
    const name = 'explain/credit-default/xgboost-v2.json'
    const path = join(folder, 'golden', name)
    mkdirSync(join(path, '..'), { recursive: true })
    symlinkSync(new URL('../../data/models', import.meta.url).pathname, join(folder, 'models'))
    const content = JSON.parse(readFileSync(join(OWN, name), 'utf8')) as { path_dependent: { base_value: number } }
    content.path_dependent.base_value += 1e-4
    writeFileSync(path, JSON.stringify(content))
    const report = await runGolden(path)
    expect(report.failed).toBeGreaterThan(20)
    expect(report.files[0]).toMatchObject({ worst: { case: expect.stringMatching(/^path-dependent.* sum by SHAP$/) as unknown } })
  })

  it('lists what it does not know, with the reason', async () => {
    const path = join(scratch, 'unknown.json')
    writeFileSync(path, '{"cases":[]}')
    expect((await runGolden(path)).files).toEqual([{ file: path, skipped: 'a kind of file that is not known' }])
    writeFileSync(join(scratch, 'drift', 'categorical.json'), 'no json')
    expect((await runGolden(join(scratch, 'drift'))).failed).toBe(1)
  })
})
