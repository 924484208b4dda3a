import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { datasetSchema } from '#server/contracts/datasets.ts'
import { referenceData } from '../../testing/reference-data.ts'
import { inspectSnapshot } from './inspect-snapshot.ts'

const scratch = mkdtempSync(join(tmpdir(), 'countersign-snapshot-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))
let files = 0
function csv(content: string) {
  const path = join(scratch, `${files++}.csv`)
  writeFileSync(path, content)
  return { path, format: 'csv' as const }
}
const schema = datasetSchema.parse({
  label: 'y',
  entityId: 'id',
  timestamp: 'at',
  protectedAttributes: ['sex'],
  features: ['age', 'city'],
  categorical: ['city'],
})

describe('inspection of a snapshot', () => {
  it('describes a table that has all declared columns', async () => {
    const outcome = await inspectSnapshot(csv('id,at,age,city,sex,y\n1,2026-01-01,30,Oslo,f,0\n2,2026-01-02,,Rome,m,1\n'), schema)
    expect(outcome).toMatchObject({ status: 'ready', rows: 2 })
    if (outcome.status !== 'ready') return
    expect(outcome.columns.map(({ name, type, missing }) => `${name} ${type} ${missing}`)).toEqual([
      'id integer 0',
      'at date 0',
      'age integer 1',
      'city string 0',
      'sex string 0',
      'y integer 0',
    ])
    expect(outcome.findings.map(({ code, column, severity }) => [code, column, severity])).toEqual([
      ['missing-values', 'age', 'warning'],
      ['constant', 'age', 'warning'],
    ])
    expect(JSON.parse(JSON.stringify(outcome))).toEqual(outcome)
  })

  it('needs the features and warns of other columns, repeated entities and unusable features', async () => {
    const missing = await inspectSnapshot(csv('id,city\n1,Oslo\n'), schema)
    expect(missing).toMatchObject({ status: 'failed', problem: { code: 'missing-column', detail: expect.stringContaining('“age”') } })
    const odd = await inspectSnapshot(csv('id,age,city,sex\n1,3,5,f\n2,x,Rome,m\n2,4,7,f\n,9,8,f\n,9,8,m\n'), schema)
    expect(odd.status === 'ready' && odd.findings.map(({ code, column, severity }) => [code, column, severity])).toEqual([
      ['mixed-types', 'age', 'blocking'],
      ['mixed-types', 'city', 'warning'],
      ['missing-values', 'id', 'warning'],
      ['missing-column', 'y', 'warning'],
      ['missing-column', 'at', 'warning'],
      ['repeated-entity-id', 'id', 'warning'],
    ])
  })

  it('turns what bytes do to their reader into an outcome', async () => {
    const path = join(scratch, 'folder')
    mkdirSync(path)
    expect(await inspectSnapshot({ path, format: 'csv' }, schema)).toMatchObject({ status: 'failed', problem: { code: 'resource-limit' } })
    const hollow = csv('PAR1 this is not a table PAR1')
    expect(await inspectSnapshot({ ...hollow, format: 'parquet' }, schema)).toMatchObject({ status: 'failed', problem: { code: 'malformed-parquet' } })
    const bomb = { path: referenceData('hostile/tabular/dictionary_bomb.parquet'), format: 'parquet' as const }
    expect(await inspectSnapshot(bomb, datasetSchema.parse({ features: ['c'] }))).toMatchObject({ status: 'ready', rows: 2_000_000 })
  })

  it('ends with its signal', async () => {
    const file = csv('age,city\n1,Oslo\n')
    await expect(inspectSnapshot(file, schema, AbortSignal.abort())).rejects.toThrow(/abort/)
  })
})
