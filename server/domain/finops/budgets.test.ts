import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditEvent } from '#drizzle/schema/ledger.ts'
import type { Actor } from '#server/contracts/actor.ts'
import { runOperation } from '#server/domain/kit/index.ts'
import { openTestDatabase } from '#testing/database.ts'
import type { TestDatabase } from '#testing/database.ts'
import { TREES } from '#testing/inference-worker.ts'
import { liveModel } from '#testing/live-model.ts'
import type { LiveModel } from '#testing/live-model.ts'
import { makePerson } from '#testing/people.ts'
import { finopsOperations } from './index.ts'
import { addDays, dayOf, monthOf } from './month.ts'

let database: TestDatabase
let finops: Actor
let lending: LiveModel
let fraud: LiveModel

const today = dayOf(new Date())
const thisMonth = monthOf(today)
const HOUR_NS = '3600000000000'

/** Hours of device time on each day from `from` to today, at 0.048 an hour. */
const use = (live: LiveModel, from: string, hours: number) =>
  database.runtime.db.execute(sql`
    insert into usage (day, version_id, model_id, execution_provider, price_id, predictions, requests, device_ns)
    select d::date, v.id, v.model_id, 'cpu', (select id from price limit 1), 1000, 10, ${hours}::numeric * ${HOUR_NS}::numeric
    from model_version v, generate_series(${from}::date, ${today}::date, interval '1 day') d where v.id = ${live.versionId}`)

beforeAll(async () => {
  database = await openTestDatabase()
  finops = await makePerson(database.runtime, 'finops', 'finance')
  lending = await liveModel(database.runtime, TREES, 'lending')
  fraud = await liveModel(database.runtime, TREES, 'fraud')
  const from = addDays(today, -20)
  await use(lending, from, 100)
  await use(fraud, from, 25)
  await database.runtime.db.execute(sql`insert into usage_watermark (id, rolled_up_to) values (1, now()) on conflict (id) do update set rolled_up_to = now()`)
})
afterAll(() => database.close())

const as = () => ({ actor: finops })
const set = (input: object) => runOperation(database.runtime, finopsOperations.setBudget, as(), { currency: 'EUR', amountPerMonth: '1', ...input })
const budgets = () => runOperation(database.runtime, finopsOperations.listBudgets, as(), {})
const lineOf = async (kind: string, name?: string) =>
  (await budgets()).items.find(({ scope }) => scope.kind === kind && (scope.kind === 'all' || scope.name === name))

describe('budgets', () => {
  it('stand against what their own scope costs this month', async () => {
    await set({ amountPerMonth: '1000' })
    await set({ model: lending.model, amountPerMonth: '0.5' })
    await set({ team: 'fraud', amountPerMonth: '1000' })
    const { items, currency } = await budgets()
    expect(currency).toBe('EUR')
    expect(items.map(({ scope }) => scope)).toEqual([{ kind: 'all' }, { kind: 'model', name: lending.model }, { kind: 'team', name: 'fraud' }])
    const [all, ofModel, ofTeam] = items
    const month = await runOperation(database.runtime, finopsOperations.getMonthSpend, as(), {})
    expect(all?.month).toEqual({ ...month, currency: undefined })
    expect([all?.state, ofModel?.state, ofTeam?.state]).toEqual(['likely-under', 'over', 'likely-under'])
    // 100 of 125 hours a day are the model's.
    expect(Number(ofModel?.month.spent)).toBeCloseTo(Number(month.spent) * 0.8, 10)
    expect(ofTeam?.month.forecast?.value).toBeCloseTo((month.forecast?.value ?? NaN) * 0.2, 6)
  })

  it('have the line that is in force on the last day of the month, and name the next', async () => {
    await set({ team: 'lending', amountPerMonth: '10', effectiveFrom: thisMonth.first })
    await set({ team: 'lending', amountPerMonth: '20', effectiveFrom: thisMonth.last })
    await set({ team: 'lending', amountPerMonth: '40', effectiveFrom: addDays(thisMonth.last, 40) })
    await set({ team: 'lending', amountPerMonth: '30', effectiveFrom: addDays(thisMonth.last, 1) })
    expect(await lineOf('team', 'lending')).toMatchObject({
      current: { amountPerMonth: '20.000000000', effectiveFrom: thisMonth.last },
      next: { amountPerMonth: '30.000000000', effectiveFrom: addDays(thisMonth.last, 1) },
    })
  })

  it('of one day are what was said last, and end', async () => {
    await set({ model: fraud.model, amountPerMonth: '10' })
    await set({ model: fraud.model, amountPerMonth: '11' })
    expect(await lineOf('model', fraud.model)).toMatchObject({ current: { amountPerMonth: '11.000000000', effectiveFrom: today } })
    await set({ model: fraud.model, amountPerMonth: null })
    expect(await lineOf('model', fraud.model)).toBeUndefined()
    await expect(set({ model: fraud.model, amountPerMonth: null })).rejects.toMatchObject({ problem: { slug: 'conflict' } })
  })

  it('that are to begin can be taken back', async () => {
    const effectiveFrom = addDays(thisMonth.last, 1)
    await set({ model: fraud.model, amountPerMonth: '12', effectiveFrom })
    expect(await lineOf('model', fraud.model)).toMatchObject({ current: null, next: { amountPerMonth: '12.000000000', effectiveFrom }, state: null })
    await set({ model: fraud.model, amountPerMonth: null, effectiveFrom })
    expect(await lineOf('model', fraud.model)).toBeUndefined()
  })

  it.each([
    ['another currency than the prices', { currency: 'USD' }, 'currency'],
    ['a month that has ended', { effectiveFrom: addDays(thisMonth.first, -1) }, 'effectiveFrom'],
    ['a model and a team at once', { model: 'a', team: 'lending' }, 'team'],
    ['less than nothing', { amountPerMonth: '-1' }, 'amountPerMonth'],
    ['no day', { effectiveFrom: '2026-02-31' }, 'effectiveFrom'],
  ])('are refused for %s', async (_, input, path) => {
    await expect(set(input)).rejects.toMatchObject({ problem: { slug: 'invalid', errors: [expect.objectContaining({ path })] } })
  })

  it('are refused for what does not exist, and to who may not', async () => {
    await expect(set({ model: 'nowhere' })).rejects.toMatchObject({ problem: { slug: 'not-found' } })
    await expect(set({ team: 'nobody' })).rejects.toMatchObject({ problem: { slug: 'not-found' } })
    const officer = await makePerson(database.runtime, 'compliance-officer', 'finance')
    const asOfficer = runOperation(database.runtime, finopsOperations.setBudget, { actor: officer }, { amountPerMonth: '1', currency: 'EUR' })
    await expect(asOfficer).rejects.toMatchObject({ problem: { slug: 'forbidden' } })
  })

  it('are in the log under their model', async () => {
    const events = await database.runtime.db
      .select()
      .from(auditEvent)
      .where(sql`operation = 'set-budget' and ${`model:${lending.model}`} = any (subjects)`)
    expect(events).toMatchObject([
      { subject: `budget:model/${lending.model}`, detail: { amountPerMonth: '0.500000000', currency: 'EUR', effectiveFrom: today } },
    ])
  })
})
