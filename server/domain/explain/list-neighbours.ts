import { sql } from 'drizzle-orm'
import { neighbours, rowKey } from '#server/contracts/neighbours.ts'
import type { Queryable } from '#server/db/client.ts'
import { thresholdOf } from '#server/domain/governance/index.ts'
import { defineQuery } from '#server/domain/kit/index.ts'
import { predictionById } from '#server/domain/serving/index.ts'
import { nearestRows } from '#server/kernel/neighbours/nearest-rows.ts'
import { scoreOfRow } from '#server/kernel/scores/score-of-row.ts'
import { recordedCells } from '#server/kernel/tensor/recorded-cells.ts'
import type { RecordedCell } from '#server/kernel/tensor/recorded-cells.ts'
import { cellsOfRow, tensorsOf } from './recorded-row.ts'
import { referenceOf } from './reference.ts'

const MOST_PREDICTIONS = 2000
/** So that a version of thousands of features, or requests of thousands of rows, take no longer. */
const MOST_VALUES = 100_000
const MOST_ROWS_EACH = 100
const LISTED = 8

interface Recorded extends Record<string, unknown> {
  id: string
  rows: number
  inputs: string
  outputs: string
  entity_ids: string[] | null
  at: string
}
interface Candidate {
  prediction: Recorded
  row: number
  cells: RecordedCell[]
}

/** The newest of each deployment of the version, and of those the newest. */
async function newestOf(db: Queryable, versionId: string, wanted: number): Promise<Recorded[]> {
  const { rows } = await db.execute<Recorded>(sql`
    select p.id, p.rows, p.inputs, p.outputs, p.entity_ids, to_char(p.event_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
      from prediction p join (
        select newest.id from deployment d cross join lateral (
          select p.id, p.event_time from prediction p where p.deployment_id = d.id and p.rows <= ${MOST_ROWS_EACH}
           order by p.event_time desc limit ${wanted}) newest
         where d.version_id = ${versionId} order by newest.event_time desc limit ${wanted}) held on held.id = p.id
     order by p.event_time desc, p.id desc`)
  return rows
}

/** Row by row, the newest first, until there are as many values as are looked at. */
function candidatesOf(recorded: readonly Recorded[], features: readonly string[]): Candidate[] {
  const most = Math.floor(MOST_VALUES / Math.max(1, features.length))
  const candidates: Candidate[] = []
  for (const prediction of recorded) {
    const cells = recordedCells(tensorsOf(prediction.inputs), features, prediction.rows)
    for (let row = 0; cells && row < prediction.rows; row++) {
      if (candidates.length === most) return candidates
      candidates.push({ prediction, row, cells: cells(row) })
    }
  }
  return candidates
}

/** Recorded rows of the same version that are most like one. */
export const listNeighbours = defineQuery({
  name: 'list-neighbours',
  summary: 'The rows nearest to one among the newest predictions of its version',
  permission: 'read',
  input: rowKey,
  output: neighbours,
  rest: { method: 'GET', path: '/predictions/{prediction}/neighbours' },
  async run({ db, input }) {
    const { prediction, version } = await predictionById(db, input.prediction)
    const { features, decision } = version
    const cells = cellsOfRow(prediction, features, input.row)
    const { reference, columns } = await referenceOf(db, version)
    const wanted = Math.min(MOST_PREDICTIONS, Math.ceil(MOST_VALUES / Math.max(1, features.length)))
    const others = candidatesOf(await newestOf(db, version.id, wanted), features).filter(
      ({ prediction: { id }, row }) => id !== prediction.id || row !== input.row,
    )
    const threshold = await thresholdOf(db, version)
    const nearest = nearestRows(
      features.map((feature) => columns.get(feature)),
      cells,
      others.map((other) => other.cells),
      LISTED,
    )
    const items = nearest.map(({ index, distance, most }) => {
      const { prediction: held, row, cells: own } = others[index]
      const score = scoreOfRow(tensorsOf(held.outputs), held.rows, row, decision)
      return {
        predictionId: held.id,
        row,
        entityId: held.entity_ids?.[row] ?? null,
        eventTime: held.at,
        score,
        positive: score === null || threshold === null ? null : score >= threshold,
        distance,
        differsMost: most ? { feature: features[most.feature], value: own[most.feature] } : null,
      }
    })
    return { reference, rows: others.length, since: others.at(-1)?.prediction.at ?? null, items, nextCursor: null }
  },
})
