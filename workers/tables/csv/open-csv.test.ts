import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { valueText } from '#server/kernel/table/column.ts'
import { inspectTable } from '../inspect-table.ts'
import { readTable } from '../read-table.ts'

const scratch = mkdtempSync(join(tmpdir(), 'countersign-csv-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))
let files = 0
function file(content: string | Uint8Array): string {
  const path = join(scratch, `${files++}.csv`)
  writeFileSync(path, content)
  return path
}

async function textsOf(content: string | Uint8Array): Promise<Record<string, (string | null)[]>> {
  const { rows, columns } = await readTable(file(content), 'csv')
  return Object.fromEntries(columns.map((column) => [column.name, Array.from({ length: rows }, (_, row) => valueText(column, row))]))
}

const types = async (content: string) =>
  Object.fromEntries((await inspectTable(file(content), 'csv')).columns.map(({ name, type, missing }) => [name, `${type} ${missing}`]))

describe('a CSV table', () => {
  it('has the values that its cells say, in every type', async () => {
    const content = [
      'i,n,b,s,d,t,e,x',
      '1,-.5,true,Oslo,2024-02-29,2024-02-29T23:59:59.25+01:00,,12345678901234567890',
      ' +2 ,NaN,FALSE,"NA",NA,2024-03-01 00:00,NULL,+7',
      ',1e3,null,,1969-12-31,,,n/a',
    ].join('\n')
    expect(await textsOf(content)).toEqual({
      i: ['1', '2', null],
      n: ['-0.5', null, '1000'],
      b: ['true', 'false', null],
      s: ['Oslo', 'NA', null],
      d: ['2024-02-29', null, '1969-12-31'],
      t: ['2024-02-29T22:59:59.250Z', '2024-03-01T00:00:00.000Z', null],
      e: [null, null, null],
      x: ['12345678901234567890', '7', null],
    })
    expect(await types(content)).toEqual({
      i: 'integer 1',
      n: 'number 1',
      b: 'boolean 1',
      s: 'string 1',
      d: 'date 1',
      t: 'timestamp 1',
      e: 'empty 3',
      x: 'integer 1',
    })
  })

  it('keeps text to the byte', async () => {
    const text = ' =1+1\t"ß" \u{1f600}, \r\n\n\ufeff'
    expect(await textsOf(`\ufefft\n"${text.replaceAll('"', '""')}"\n`)).toEqual({ t: [text] })
  })

  it('reads UTF-16 of both orders', async () => {
    const little = Buffer.from('\ufeffid\tstadt\r\n1\tKöln \u{1f600}\r\n', 'utf16le')
    expect(await textsOf(little)).toEqual({ id: ['1'], stadt: ['Köln \u{1f600}'] })
    expect(await textsOf(Buffer.from(little).swap16())).toEqual({ id: ['1'], stadt: ['Köln \u{1f600}'] })
    await expect(textsOf(little.subarray(0, -5))).rejects.toMatchObject({ code: 'encoding' })
  })

  it('takes blank lines at the end, and between rows only as missing values of a single column', async () => {
    expect(await textsOf('a,b\n1,2\n\n\r\n')).toEqual({ a: ['1'], b: ['2'] })
    expect(await textsOf('a\n1\n\n3\n\n')).toEqual({ a: ['1', null, '3'] })
    expect(await textsOf('a\n1\n""\n')).toEqual({ a: ['1', null] })
    await expect(textsOf('a,b\n1,2\n\n3,4\n')).rejects.toMatchObject({ code: 'ragged', detail: 'Line 3 is blank; the header has 2.' })
  })

  it.each([
    ['\n\n', 'header'],
    ['\ufeff', 'empty'],
    ['a,b\n1,2,3\n', 'ragged'],
    [' ,b\n1,2\n', 'header'],
    [`${'n'.repeat(600)}\n1\n`, 'header'],
    ['{"rows": []}\n', 'not-tabular'],
    ['[{"a": 1}]', 'not-tabular'],
    ['<?xml version="1.0"?>\n', 'not-tabular'],
  ])('%j is refused as %s', async (content, code) => {
    await expect(inspectTable(file(content), 'csv')).rejects.toMatchObject({ code })
  })

  it('reads the wanted columns alone, in the order wanted', async () => {
    const path = file('a,b,c\n1,x,2\n3,y,4\n')
    const { columns } = await readTable(path, 'csv', ['c', 'a'])
    expect(columns.map((column) => [column.name, valueText(column, 1)])).toEqual([
      ['c', '4'],
      ['a', '3'],
    ])
    const some = await readTable(path, 'csv', ['b'], ['z', 'a', 'b'])
    expect(some.columns.map(({ name }) => name)).toEqual(['b', 'a'])
    await expect(readTable(path, 'csv', ['a', 'z'])).rejects.toMatchObject({ code: 'missing-column', detail: 'The table has no column “z”.' })
  })

  it('gives numbers back to the last bit, over many blocks', async () => {
    const values = fc.sample(fc.double({ noNaN: true, noDefaultInfinity: true }), { numRuns: 9000, seed: 7 })
    const { columns } = await readTable(file(`v\n${values.join('\n')}\n`), 'csv')
    expect(columns[0].kind === 'numeric' && [...columns[0].values].every((value, i) => value === values[i])).toBe(true)
  })

  it('tells repeated rows and keys, constants and gaps', async () => {
    const rows = Array.from({ length: 100 }, (_, i) => `${i === 7 || i === 99 ? 5 : i},c,${i < 6 ? '' : i}`)
    const found = await inspectTable(file(`id,k,v\n${rows.join('\n')}\n5,c,\n`), 'csv', 'id')
    expect(found.repeatedKeys).toBe(3)
    expect(found.findings.map(({ code, column }) => [code, column])).toEqual([
      ['duplicate-rows', undefined],
      ['constant', 'k'],
      ['missing-values', 'v'],
    ])
    expect(found.findings[0].detail).toBe('1 row repeats an earlier row in every column.')
  })
})
