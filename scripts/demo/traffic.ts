import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { parse } from 'csv-parse/sync'
import type { Actor } from '#server/contracts/actor.ts'
import { identityOperations, serviceByName, systemActor } from '#server/domain/identity/index.ts'
import { runOperation } from '#server/domain/kit/index.ts'
import type { Runtime } from '#server/domain/kit/index.ts'
import { servingOperations } from '#server/domain/serving/index.ts'
import { dataPath, say } from './steps.ts'
import { partOf, shiftOf } from './weeks.ts'
import type { Week } from './weeks.ts'

const ROWS_A_REQUEST = 4
const SERVICE = 'loan-origination'

/** Requests wait for each other no more than a busy client's would. */
const IN_FLIGHT = 6

export interface Traffic {
  model: string
  features: string[]
  /** Oldest first; the last one is the last week that has ended. */
  weeks: Week[]
  label: string
  /** Columns that come with a label, to compare groups by. */
  attributes: string[]
}

type Row = Record<string, string>

const readRows = async (path: string): Promise<Row[]> => parse(await readFile(dataPath(path)), { columns: true })

/** A key of the service account that asks for predictions; made anew each time, since a key is shown once. */
async function serviceKey(runtime: Runtime, team: string | null): Promise<string> {
  const actor = systemActor('demo')
  const known = await serviceByName(runtime.db, SERVICE)
  const principal =
    known?.id ??
    (await runOperation(runtime, identityOperations.createService, { actor }, { name: SERVICE, role: 'ml-engineer', ...(team === null ? {} : { team }) })).id
  return (await runOperation(runtime, identityOperations.createKey, { actor }, { principal, name: 'demo traffic', ttlDays: 1 })).key
}

/** When the prediction about an entity was dated, if it is there. */
async function datedAt(runtime: Runtime, actor: Actor, model: string, row: Row | undefined): Promise<number | null> {
  const { items } = await runOperation(runtime, servingOperations.listPredictions, { actor }, { model, entityId: row?.row_id ?? '', limit: 1 })
  return items[0] ? Date.parse(items[0].eventTime) : null
}

interface Sending {
  url: string
  key: string
  features: string[]
  shift: number
}

async function predict({ url, key, features, shift }: Sending, rows: Row[]): Promise<void> {
  const data = rows.flatMap((row) => features.map((feature) => (row[feature] === '' ? null : Number(row[feature]))))
  const inputs = [
    { name: 'features', datatype: 'FP32', shape: [rows.length, features.length], data },
    { name: 'entity_id', datatype: 'BYTES', shape: [rows.length], data: rows.map((row) => row.row_id) },
  ]
  const parameters = { event_time: new Date(Date.parse(rows[0].prediction_time) + shift).toISOString() }
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` }
  for (let attempt = 0; ; attempt++) {
    const response = await fetch(`${url}/infer`, { method: 'POST', headers, body: JSON.stringify({ inputs, parameters }) })
    if (response.ok) return
    // A deployment is picked up within a second.
    if (attempt === 20) throw new Error(`a prediction was refused: ${await response.text()}`)
    await sleep(250)
  }
}

/** Sends the rows in requests of a few, those that an interrupted run has sent already left out. */
async function sendRows(sending: Sending, rows: Row[], isThere: (request: Row[]) => Promise<boolean>): Promise<void> {
  const requests: Row[][] = []
  for (let from = 0; from < rows.length; from += ROWS_A_REQUEST) requests.push(rows.slice(from, from + ROWS_A_REQUEST))
  const client = async () => {
    for (let next = requests.shift(); next; next = requests.shift()) if (!(await isThere(next))) await predict(sending, next)
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, client))
}

/** Reads a week and by how much its times are moved; a week that was begun keeps the time it was begun with. */
async function openWeek(runtime: Runtime, actor: Actor, model: string, week: Week, weeksAgo: number) {
  const rows = partOf(await readRows(`${week.file}.csv`), week)
  const first = Date.parse(rows[0].prediction_time)
  const begun = await datedAt(runtime, actor, model, rows[0])
  return { rows, isBegun: begun !== null, shift: begun === null ? shiftOf(first, weeksAgo, Date.now()) : begun - first }
}

async function labelsOf(week: Week, rows: Row[], shift: number, { label, attributes }: Traffic) {
  const byId = new Map(rows.map((row) => [row.row_id, row]))
  return (await readRows(`${week.file}-labels.csv`)).flatMap((given) => {
    const row = byId.get(given.row_id)
    if (!row) return []
    const predicted = Date.parse(row.prediction_time)
    const observed = predicted + (Date.parse(given.label_time) - predicted) / (week.labelsSooner ?? 1) + shift
    const known = Object.fromEntries(attributes.map((name) => [name, row[name]]))
    return [{ entityId: given.row_id, label: given[label], observedAt: new Date(observed).toISOString(), attributes: known }]
  })
}

/**
 * Weeks of requests through the inference worker, dated by when they would have been made, and the labels that have come for them
 * since. What was sent before is not sent again; a label is recorded once whoever repeats it.
 */
export async function sendTraffic(runtime: Runtime, actor: Actor, traffic: Traffic): Promise<void> {
  const { model, features, weeks } = traffic
  const url = runtime.inference.endpointOf(model)
  const labels: Awaited<ReturnType<typeof labelsOf>> = []
  let key: string | null = null
  for (const [i, week] of weeks.entries()) {
    const { rows, isBegun, shift } = await openWeek(runtime, actor, model, week, weeks.length - i)
    labels.push(...(await labelsOf(week, rows, shift, traffic)))
    if (isBegun && (await datedAt(runtime, actor, model, rows.at(-1))) !== null) continue
    key ??= await serviceKey(runtime, actor.teamName)
    say(`${model}: week ${i + 1} of ${weeks.length}, ${rows.length} rows`)
    await sendRows({ url, key, features, shift }, rows, async (request) => isBegun && (await datedAt(runtime, actor, model, request[0])) !== null)
  }
  const come = labels.filter(({ observedAt }) => Date.parse(observedAt) <= Date.now())
  const recorded = await runOperation(runtime, servingOperations.recordLabels, { actor }, { model, labels: come })
  say(`${model}: ${recorded.accepted} labels`)
}
