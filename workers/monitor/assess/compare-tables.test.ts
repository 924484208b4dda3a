import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parquetWriteFile } from 'hyparquet-writer'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { assessDrift, judgeDrift } from '#server/kernel/drift/assess-drift.ts'
import { seededRandom } from '#server/kernel/numbers/random.ts'
import { runChild } from '#workers/runtime/run-child.ts'
import { openColumns } from '#workers/tables/columns/open-columns.ts'
import { readTable } from '#workers/tables/read-table.ts'
import { sampleOf } from './compare-columns.ts'
import { compareTables } from './compare-tables.ts'
import type { AssessmentOutcome, AssessmentPlan } from './plan.ts'

const scratch = mkdtempSync(join(tmpdir(), 'countersign-compare-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))
afterEach(() => {
  vi.unstubAllEnvs()
})

const FEATURES = ['normal', 'missing', 'count', 'text', 'code']
const TESTS = ['andersonDarling', 'cramerVonMises', 'welch', 'energy', 'g'] as const

function columnsOf(seed: number, rows: number, shift: number) {
  const random = seededRandom(seed)
  const make = <T>(next: () => T) => Array.from({ length: rows }, next)
  return [
    { name: 'normal', type: 'DOUBLE' as const, data: make(() => random.normal() + shift) },
    { name: 'missing', type: 'DOUBLE' as const, data: make(() => (random.uniform() < 0.1 + shift ? null : random.normal())) },
    { name: 'count', type: 'INT32' as const, data: make(() => random.binomial(20, 0.4)) },
    { name: 'text', type: 'STRING' as const, data: make(() => (random.uniform() < 0.05 ? null : `t${random.integer(9)}`)) },
    { name: 'code', type: 'INT32' as const, data: make(() => random.integer(4)) },
  ]
}

function parquet(name: string, columnData: ReturnType<typeof columnsOf>): string {
  const path = join(scratch, name)
  parquetWriteFile({ filename: path, columnData, rowGroupSize: 300 })
  return path
}

function csv(name: string, columns: ReturnType<typeof columnsOf>): string {
  const path = join(scratch, name)
  const rows = columns[0].data.map((_, row) => columns.map(({ data }) => data[row] ?? '').join(','))
  writeFileSync(path, [columns.map((column) => column.name).join(','), ...rows].join('\n'))
  return path
}

const planOf = (reference: string, current: string): AssessmentPlan => {
  const file = (path: string) => ({ snapshotId: path, digest: path, path, format: 'csv' as const })
  return {
    kinds: ['drift'],
    model: { digest: '', path: '' },
    signature: { inputs: [], outputs: [] },
    features: FEATURES,
    decision: null,
    schema: { protectedAttributes: [], features: FEATURES },
    evaluation: file(current),
    reference: file(reference),
  }
}

describe('features compared one by one', () => {
  const categorical = new Set(['code'])
  const [before, now] = [columnsOf(1, 2000, 0), columnsOf(2, 1500, 0.2)]

  it('compare the same, bit for bit, in any number of threads, from Parquet and from CSV, as whole tables in memory', async () => {
    const paths = { reference: parquet('reference.parquet', before), current: parquet('current.parquet', now) }
    const whole = await Promise.all([paths.reference, paths.current].map((path) => readTable(path, 'parquet')))
    const held = whole.map(({ columns }) => new Map(columns.map((column) => [column.name, column])))
    const samples = FEATURES.flatMap((feature) => {
      const [reference, current] = held.map((columns) => columns.get(feature))
      return reference && current ? [sampleOf(feature, { reference, current }, categorical)] : []
    })
    const expected = assessDrift(samples, { tests: TESTS })
    expect(expected.features.map(({ verdict }) => verdict)).toEqual(['drift', 'drift', 'stable', 'stable', 'stable'])
    expect(expected.parameters.tests).toEqual(TESTS)
    const rules = { categorical, tests: TESTS }
    const tables = { reference: await openColumns(paths.reference, 'parquet', scratch), current: await openColumns(paths.current, 'parquet', scratch) }
    const texts = { reference: await openColumns(csv('r.csv', before), 'csv', scratch), current: await openColumns(csv('c.csv', now), 'csv', scratch) }
    const inline = await compareTables(FEATURES, tables, rules, { threads: 0 })
    expect(judgeDrift(inline)).toEqual(expected)
    expect(expected.multivariate?.auc).toBeGreaterThan(0.5)
    for (const threads of [1, 2, 5]) expect(await compareTables(FEATURES, tables, rules, { threads })).toEqual(inline)
    for (const threads of [0, 3]) expect(await compareTables(FEATURES, texts, rules, { threads })).toEqual(inline)
  })

  it('refuse a damaged file from a thread as from here', async () => {
    const path = parquet('damaged.parquet', before)
    const table = await openColumns(path, 'parquet', scratch)
    const bytes = readFileSync(path)
    writeFileSync(path, bytes.fill(0xff, 4, 4000))
    await expect(compareTables(['normal'], { reference: table, current: table }, { categorical }, { threads: 1 })).rejects.toMatchObject({
      code: 'malformed-parquet',
    })
  })

  it.skipIf(process.platform !== 'linux')('leave nothing when their process is killed', async () => {
    const home = mkdtempSync(join(scratch, 'home-'))
    const rows = 60_000
    const plan = planOf(csv('long-r.csv', columnsOf(3, rows, 0)), csv('long-c.csv', columnsOf(4, rows, 0)))
    vi.stubEnv('TMPDIR', home)
    const spilled = () => readdirSync(home).some((name) => readdirSync(join(home, name)).length > 0)
    const killed = new Promise<number>((resolve) => {
      const timer = setInterval(() => {
        const pid = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8')
          .split(' ')
          .map(Number)
          .findLast((child) => child > 0 && readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('assess-child'))
        if (pid === undefined || !spilled()) return
        clearInterval(timer)
        process.kill(pid, 'SIGKILL')
        resolve(pid)
      }, 5)
    })
    const child = new URL('./assess-child.ts', import.meta.url).pathname
    const outcome = await runChild<AssessmentOutcome>(child, plan, { milliseconds: 60_000, megabytes: 1000 })
    expect(outcome).toEqual({ end: 'crash', detail: 'SIGKILL' })
    expect(readdirSync(home)).toEqual([])
    const pid = await killed
    expect(() => process.kill(pid, 0)).toThrow(/ESRCH/)
  })
})
