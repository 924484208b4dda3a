import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { parse } from 'csv-parse/sync'
import type { Actor } from '#server/contracts/actor.ts'
import { identityOperations, serviceByName, systemActor } from '#server/domain/identity/index.ts'
import { runOperation } from '#server/domain/kit/index.ts'
import type { Runtime } from '#server/domain/kit/index.ts'
import { servingOperations } from '#server/domain/serving/index.ts'
import { dataPath, say } from './steps.ts'

const ROWS_A_REQUEST = 4
const SERVICE = 'loan-origination'

/** Requests wait for each other no more than a busy client's would. */
const IN_FLIGHT = 6
const WEEK_MS = 7 * 86_400_000
/** The Monday after the last week of the files. */
const WEEKS_END = Date.parse('2026-10-12T00:00:00Z')

interface Traffic {
  model: string
  features: string[]
  /** `<week>.csv` holds the requests of a week, `<week>-labels.csv` what turned out later. */
  weeks: string[]
  label: string
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

/** By how much the times of the files are moved, so that their last week is the last one that has ended. */
const shiftTo = (now: number): number => Math.floor((now - WEEKS_END) / WEEK_MS) * WEEK_MS

async function predict(url: string, key: string, rows: Row[], { features, shift }: { features: string[]; shift: number }): Promise<void> {
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

async function sendWeek(url: string, key: string, rows: Row[], options: { features: string[]; shift: number }): Promise<void> {
  const requests: Row[][] = []
  for (let from = 0; from < rows.length; from += ROWS_A_REQUEST) requests.push(rows.slice(from, from + ROWS_A_REQUEST))
  const client = async () => {
    for (let next = requests.shift(); next; next = requests.shift()) await predict(url, key, next, options)
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, client))
}

/**
 * Six weeks of requests through the inference worker, dated by when they would have been made, and the labels that have come for them
 * since. A week whose last request is there was sent before. Returns whether anything was sent.
 */
export async function sendTraffic(runtime: Runtime, actor: Actor, { model, features, weeks, label }: Traffic): Promise<boolean> {
  const now = Date.now()
  const shift = shiftTo(now)
  const url = runtime.inference.endpointOf(model)
  let key: string | null = null
  for (const week of weeks) {
    const rows = await readRows(`${week}.csv`)
    const { items } = await runOperation(runtime, servingOperations.listPredictions, { actor }, { model, entityId: rows.at(-1)?.row_id ?? '', limit: 1 })
    if (items.length > 0) continue
    key ??= await serviceKey(runtime, actor.teamName)
    say(`${model}: ${week.split('/').at(-1)?.replace('-', ' ')} of requests`)
    await sendWeek(url, key, rows, { features, shift })
  }
  if (key === null) return false
  const later = (await Promise.all(weeks.map((week) => readRows(`${week}-labels.csv`)))).flat()
  const labels = later
    .map((row) => ({ entityId: row.row_id, label: row[label], observedAt: new Date(Date.parse(row.label_time) + shift).toISOString() }))
    .filter(({ observedAt }) => Date.parse(observedAt) <= now)
  const recorded = await runOperation(runtime, servingOperations.recordLabels, { actor }, { model, labels })
  say(`${model}: ${recorded.accepted} labels`)
  return true
}
