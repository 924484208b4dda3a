import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import type { BaselineQuestion, BaselineRows } from '#workers/inference/explain/baseline-child.ts'
import { runChild } from '#workers/runtime/run-child.ts'
import { cellsOf, rowRange } from './cells.ts'
import { openTables } from './load-tables.ts'

const scratch = mkdtempSync(join(tmpdir(), 'countersign-baseline-'))
afterAll(() => rmSync(scratch, { recursive: true }))

const child = fileURLToPath(new URL('../../inference/explain/baseline-child.ts', import.meta.url))
const features = ['b', 'a']

describe('the baseline of what is explained beside evidence', () => {
  it.each([40, 130_000])('holds the rows that evidence was measured with, of %i', async (rows) => {
    const path = join(scratch, `${rows}.csv`)
    writeFileSync(path, `a,other,b\n${Array.from({ length: rows }, (_, i) => `${i},0,${i % 7 === 0 ? '' : `text ${i % 11}`}`).join('\n')}\n`)
    const file = { snapshotId: 'reference', digest: 'sha256:of-both', path, format: 'csv' as const }
    const tablesOf = await openTables(
      {
        kinds: ['explanation'],
        model: { digest: '', path: '' },
        signature: { inputs: [], outputs: [] },
        features,
        decision: null,
        schema: { features, protectedAttributes: [] },
        evaluation: file,
        reference: file,
      },
      scratch,
    )
    const { reference } = await tablesOf('explanation')
    const question: BaselineQuestion = { path, format: 'csv', features }
    const outcome = await runChild<BaselineRows>(child, question, { milliseconds: 30_000, megabytes: 1000 })
    if (outcome.end !== 'answer' || !outcome.answer.ok) throw new Error(JSON.stringify(outcome))
    const { answer } = outcome
    expect(answer.rows).toBe(reference.rows)
    const want = cellsOf(reference, features, rowRange(0, reference.rows))
    expect(answer.cells.map((column) => Array.from(column))).toEqual(want)
  })

  it('names the column that a snapshot lacks', async () => {
    const path = join(scratch, 'narrow.csv')
    writeFileSync(path, 'a\n1\n2\n')
    const outcome = await runChild<BaselineRows>(child, { path, format: 'csv', features }, { milliseconds: 30_000, megabytes: 1000 })
    expect(outcome).toEqual({ end: 'answer', answer: { ok: false, why: expect.stringMatching(/no column .b/) as unknown } })
  })
})
