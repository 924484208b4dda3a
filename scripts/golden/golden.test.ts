import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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
  it('hold in the kernels, on the values that the repository carries', { timeout: 60_000 }, () => {
    const report = runGolden(OWN)
    expect(report.files.filter((file) => 'failed' in file && file.failed > 0)).toEqual([])
    const compared = report.files.filter((file) => 'cases' in file).map(({ file }) => file)
    expect(compared).toEqual(expect.arrayContaining(['drift/continuous.json', 'drift/categorical.json', 'drift/tails.json', 'special/special_functions.json']))
    expect(report.passed).toBeGreaterThan(600)
  })

  it.skipIf(!REFERENCE)('hold on the whole reference corpus', { timeout: 300_000 }, () => {
    const report = runGolden(join(REFERENCE ?? '', 'golden'))
    expect(report.files.filter((file) => 'failed' in file && file.failed > 0)).toEqual([])
  })

  it('fail where a value differs, name the case and go on', () => {
    const [first] = (JSON.parse(readFileSync(join(OWN, 'drift/categorical.json'), 'utf8')) as { cases: { id: string; chi2: { stat: number } }[] }).cases.filter(
      ({ chi2 }) => chi2.stat > 1 && !Number.isInteger(chi2.stat),
    )
    const stat = String(first.chi2.stat)
    const report = runGolden(spoiled('drift/categorical.json', stat, String(first.chi2.stat * (1 + 1e-10))))
    expect(report.failed).toBe(1)
    expect(report.files[0]).toMatchObject({ failed: 1, worst: { case: `${first.id} chi2.stat` } })
  })

  it('lists what it does not know, with the reason', () => {
    const path = join(scratch, 'unknown.json')
    writeFileSync(path, '{"cases":[]}')
    expect(runGolden(path).files).toEqual([{ file: path, skipped: 'a kind of file that is not known' }])
    writeFileSync(join(scratch, 'drift', 'categorical.json'), 'no json')
    expect(runGolden(join(scratch, 'drift')).failed).toBe(1)
  })
})
