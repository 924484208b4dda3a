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

interface Traffic {
  model: string
  features: string[]
  requests: string
  labels: string
  label: string
}

const readRows = async (path: string): Promise<Record<string, string>[]> => parse(await readFile(dataPath(path)), { columns: true })

/** A key of the service account that asks for predictions; made anew each time, since a key is shown once. */
async function serviceKey(runtime: Runtime, team: string | null): Promise<string> {
  const actor = systemActor('demo')
  const known = await serviceByName(runtime.db, SERVICE)
  const principal =
    known?.id ??
    (await runOperation(runtime, identityOperations.createService, { actor }, { name: SERVICE, role: 'ml-engineer', ...(team === null ? {} : { team }) })).id
  return (await runOperation(runtime, identityOperations.createKey, { actor }, { principal, name: 'demo traffic', ttlDays: 1 })).key
}

async function predict(url: string, key: string, rows: Record<string, string>[], features: string[]): Promise<void> {
  const data = rows.flatMap((row) => features.map((feature) => (row[feature] === '' ? null : Number(row[feature]))))
  const inputs = [
    { name: 'features', datatype: 'FP32', shape: [rows.length, features.length], data },
    { name: 'entity_id', datatype: 'BYTES', shape: [rows.length], data: rows.map((row) => row.row_id) },
  ]
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` }
  for (let attempt = 0; ; attempt++) {
    const response = await fetch(`${url}/infer`, { method: 'POST', headers, body: JSON.stringify({ inputs }) })
    if (response.ok) return
    // A deployment is picked up within a second.
    if (attempt === 20) throw new Error(`a prediction was refused: ${await response.text()}`)
    await sleep(250)
  }
}

/** Sends real requests through the inference worker, once, and the labels that came for them later. */
export async function sendTraffic(runtime: Runtime, actor: Actor, traffic: Traffic): Promise<void> {
  const { items } = await runOperation(runtime, servingOperations.listPredictions, { actor }, { model: traffic.model, limit: 1 })
  if (items.length > 0) return
  say(`${traffic.model}: a week of requests`)
  const rows = await readRows(traffic.requests)
  const key = await serviceKey(runtime, actor.teamName)
  const url = runtime.inference.endpointOf(traffic.model)
  for (let from = 0; from < rows.length; from += ROWS_A_REQUEST) await predict(url, key, rows.slice(from, from + ROWS_A_REQUEST), traffic.features)
  const labels = (await readRows(traffic.labels)).map((row) => ({ entityId: row.row_id, label: row[traffic.label], observedAt: row.label_time }))
  const recorded = await runOperation(runtime, servingOperations.recordLabels, { actor }, { model: traffic.model, labels })
  say(`${traffic.model}: ${recorded.accepted} labels`)
}
