import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Db, Tx } from '#server/db/client.ts'
import type { RecordedTensor } from '#workers/inference/request/recorded-tensors.ts'
import { collectRows } from './collect-rows.ts'
import type { CollectedParts, CollectedRows, LoggedPrediction } from './collect-rows.ts'
import { drawRows, partsOf } from './draw-rows.ts'
import { keptWidth } from './recorded-scores.ts'

/** What is held of a window at most; `characters` of text, and `bytes` of the log at once. */
export const WINDOW_LIMITS = { rows: 200_000, cells: 10_000_000, characters: 100_000_000, bytes: 32 * 1024 ** 2, predictions: 500 }

export interface WindowQuestion extends CollectedParts {
  deploymentId: string
  from: Date
  to: Date
}

/** What was predicted in a window, column by column, and what is known to be true of it. */
export interface WindowRows extends CollectedRows {
  /** Rows and records of labels in the log. */
  seen: { rows: number; labels: number }
  /** Rows that are here: all, or a sample of that many; `seed` is what it was drawn with. */
  measured: number
  seed: number | null
}

/** How many of the first predictions are asked how wide their answer is. */
const ASKED = 20

async function totalsOf(tx: Tx, range: SQL) {
  const { rows } = await tx.execute<{ rows: string; labels: string }>(sql`
    select coalesce(sum(p.rows), 0) as rows,
           (select count(*) from prediction p join label l on l.prediction_id = p.id where ${range}) as labels
      from prediction p where ${range}`)
  return { rows: Number(rows[0]?.rows ?? 0), labels: Number(rows[0]?.labels ?? 0) }
}

/** Numbers that are kept of a row: its features, and each score beyond the first as early predictions show them. */
async function cellsOfRow(tx: Tx, range: SQL, { features, decision }: WindowQuestion): Promise<number> {
  const cells = Math.max(1, features.length)
  if (!decision) return cells
  const first = sql`select p.rows, p.outputs from prediction p where ${range} order by p.event_time, p.id`
  for (let asked = 0; asked < ASKED; asked++) {
    const { rows } = await tx.execute<{ rows: number; outputs: string }>(sql`${first} limit 1 offset ${asked}`)
    if (!rows[0]) break
    const width = keptWidth(decision, JSON.parse(rows[0].outputs) as RecordedTensor[], rows[0].rows)
    if (width !== null) return cells + width - 1
  }
  return cells
}

const readPart = async (tx: Tx, ids: string[]) =>
  (
    await tx.execute<LoggedPrediction>(sql`
      select p.id, p.rows, p.inputs, p.outputs, extract(epoch from p.event_time) * 1000 as event,
             (select json_agg(json_build_object('row', l.row, 'label', l.label, 'attributes', l.attributes, 'observed', extract(epoch from l.observed_at))) from (
                select distinct on (row) row, label, attributes, observed_at from label
                 where prediction_id = p.id order by row, observed_at desc, received_at desc, id desc) l) as labels
        from prediction p where p.id = any(${sql.param(ids)}::uuid[]) order by p.event_time, p.id`)
  ).rows

/**
 * Reads what a deployment predicted in a window, with the newest label of each row, in one view of the database and bounded
 * memory: at most 200,000 rows and ten million cells, beyond that a seeded sample, of which alone the contents are read.
 * Throws AssessmentProblem where the log does not hold what the version declares, or too much text.
 */
export async function readWindow(db: Db, question: WindowQuestion, limits = WINDOW_LIMITS): Promise<WindowRows> {
  const { deploymentId, from, to } = question
  const range = sql`p.deployment_id = ${deploymentId} and p.event_time >= ${from.toISOString()}::timestamptz and p.event_time < ${to.toISOString()}::timestamptz`
  return db.transaction(
    async (tx) => {
      const { rows, labels } = await totalsOf(tx, range)
      const fitting = Math.max(1, Math.floor(limits.cells / (await cellsOfRow(tx, range, question))))
      const measured = Math.min(rows, limits.rows, fitting)
      const seed = Math.floor(from.getTime() / 1000)
      const drawn = await drawRows(tx, range, { total: rows, wanted: measured, seed })
      const collector = collectRows(question, measured, limits.characters)
      for (const part of partsOf(drawn, limits)) {
        const read = await readPart(
          tx,
          part.map(({ id }) => id),
        )
        for (const [i, logged] of read.entries()) collector.add(logged, part[i].picked)
      }
      return { seen: { rows, labels }, measured, seed: measured < rows ? seed : null, ...collector.finish() }
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
}
