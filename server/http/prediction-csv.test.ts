import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#server/contracts/actor.ts'
import { openTestDatabase } from '#testing/database.ts'
import type { TestDatabase } from '#testing/database.ts'
import { makePerson } from '#testing/people.ts'
import { deployed, readyWithEvidence, recordPredictions } from '#testing/recorded.ts'
import type { Deployed } from '#testing/recorded.ts'
import { csvLine } from './csv-line.ts'
import { predictionCsv } from './prediction-csv.ts'

let database: TestDatabase
let engineer: Actor
let live: Deployed
let ids: string[]

beforeAll(async () => {
  database = await openTestDatabase()
  const { runtime } = database
  engineer = await makePerson(runtime, 'ml-engineer', 'lending')
  const approvers = [await makePerson(runtime, 'reviewer', 'risk'), await makePerson(runtime, 'compliance-officer', 'risk')]
  live = await deployed(runtime, engineer, approvers, await readyWithEvidence(runtime, engineer))
  const at = Array.from({ length: 1203 }, (_, i) => new Date(Date.UTC(2026, 9, 1) + i * 1000))
  ids = await recordPredictions(runtime, live, engineer, at, { entityIds: ['=1+1'] })
})
afterAll(() => database.close())

async function linesOf(search: Record<string, string>, most?: number): Promise<string[]> {
  const response = await predictionCsv(database.runtime, engineer, search, most)
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  const text = await response.text()
  expect(text.endsWith('\r\n')).toBe(true)
  return text.split('\r\n').slice(0, -1)
}

describe('the CSV of a search of predictions', () => {
  it('holds all that is found, each once, the newest first, and nothing that a spreadsheet would run', async () => {
    const [header, ...lines] = await linesOf({ model: live.model })
    expect(header).toMatch(/^prediction,model,version,decided_at/)
    expect(lines.map((line) => line.split(',')[0])).toEqual(ids.toReversed())
    expect(lines[0]).toContain(",'=1+1,")
  })

  it('says when it is cut, and not when it just ends', async () => {
    const cut = await linesOf({ model: live.model }, 700)
    expect(cut).toHaveLength(702)
    expect(cut.at(-1)).toMatch(/^Cut here: the first 700 of more\./)
    expect((await linesOf({ model: live.model }, 1203)).at(-1)).toMatch(new RegExp(`^${ids[0]}`))
    expect(await linesOf({ model: 'no-such-model' })).toHaveLength(1)
  })

  it('refuses as every read does', async () => {
    const status = async (actor: Actor | null, search: Record<string, string>) => (await predictionCsv(database.runtime, actor, search)).status
    expect(await status(null, {})).toBe(401)
    expect(await status(engineer, { outcome: 'positive' })).toBe(422)
    expect(await status(engineer, { from: 'yesterday' })).toBe(422)
  })
})

it('a line quotes what has to be quoted', () => {
  expect(csvLine(['a,b', 'say "no"', null, -1.5, '-1'])).toBe('"a,b","say ""no""",,-1.5,\'-1\r\n')
})
