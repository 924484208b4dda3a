import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Decision, Signature } from '#server/contracts/registry.ts'
import type { Db, Tx } from '#server/db/client.ts'
import { seededRandom } from '#server/kernel/numbers/random.ts'
import type { Column } from '#server/kernel/table/column.ts'
import { cellsOfFeeds } from '#workers/inference/explain/feature-cells.ts'
import { recordedFeeds } from '#workers/inference/request/recorded-tensors.ts'
import type { RecordedTensor } from '#workers/inference/request/recorded-tensors.ts'
import { Refused } from '#workers/inference/refused.ts'
import type { Scored } from '../assess/score-rows.ts'
import { AssessmentProblem } from '../assess/plan.ts'
import { collectFeature } from './feature-columns.ts'
import { collectScores } from './recorded-scores.ts'

const MOST_ROWS = 200_000
const MOST_CELLS = 10_000_000
/** Cells of predictions that are fetched at once. */
const FETCHED_CELLS = 500_000
const MOST_FETCHED = 500

export interface WindowQuestion {
  deploymentId: string
  from: Date
  to: Date
  signature: Signature
  features: string[]
  decision: Decision | null
  /** Protected attributes that come with labels. */
  attributes: string[]
  /** How old nine of ten labels are when they come, in milliseconds; null while none is known. */
  labelLagMs: number | null
  now: Date
}

/** What was predicted in a window, column by column, and what is known to be true of it. */
export interface WindowRows {
  /** Rows and records of labels in the log. */
  seen: { rows: number; labels: number }
  /** Rows that are here: all, or a sample of that many; `seed` is what it was drawn with. */
  measured: number
  seed: number | null
  columns: Column[]
  scored: Scored
  /** The newest label of each row, null where none has come. */
  truth: (string | null)[]
  attributes: Record<string, (string | null)[]>
  /** Rows whose labels should have come by now. */
  mature: number
  /** Over the ids of the predictions, the rows taken of each and the labels that were used. */
  digest: string
}

interface Totals extends Record<string, unknown> {
  rows: string
  most: number | null
  labels: string
}
interface LoggedLabel {
  row: number
  label: string
  attributes: Record<string, string> | null
  observed: number
}
interface Logged extends Record<string, unknown> {
  id: string
  rows: number
  inputs: string
  outputs: string
  event: string
  labels: LoggedLabel[] | null
}

async function totalsOf(tx: Tx, { deploymentId, from, to }: WindowQuestion) {
  const range = sql`p.deployment_id = ${deploymentId} and p.event_time >= ${from.toISOString()}::timestamptz and p.event_time < ${to.toISOString()}::timestamptz`
  const { rows } = await tx.execute<Totals>(sql`
    select coalesce(sum(p.rows), 0) as rows, max(p.rows) as most,
           (select count(*) from prediction p join label l on l.prediction_id = p.id where ${range}) as labels
      from prediction p where ${range}`)
  await tx.execute(sql`
    declare logged no scroll cursor for
    select p.id, p.rows, p.inputs, p.outputs, extract(epoch from p.event_time) * 1000 as event,
           (select json_agg(json_build_object('row', l.row, 'label', l.label, 'attributes', l.attributes, 'observed', extract(epoch from l.observed_at))) from (
              select distinct on (row) row, label, attributes, observed_at from label
               where prediction_id = p.id order by row, observed_at desc, received_at desc, id desc) l) as labels
      from prediction p where ${range} order by p.event_time, p.id`)
  return { rows: Number(rows[0]?.rows ?? 0), mostRows: rows[0]?.most ?? 1, labels: Number(rows[0]?.labels ?? 0) }
}

/** Which rows to take of predictions that come one after another: all, or `wanted` of them, each with the same chance. */
function sampler(total: number, wanted: number, seed: number) {
  if (wanted >= total) return (rows: number) => Array.from({ length: rows }, (_, row) => row)
  const random = seededRandom(seed)
  let passed = 0
  let taken = 0
  return (rows: number) => {
    const picked: number[] = []
    for (let row = 0; row < rows; row++, passed++) {
      if (random.uniform() * (total - passed) >= wanted - taken) continue
      picked.push(row)
      taken++
    }
    return picked
  }
}

/** Whether a feature is sent as text; one input takes all features, several one each. */
const isText = ({ inputs }: Signature, feature: string): boolean =>
  (inputs.length === 1 ? inputs[0] : inputs.find((input) => input.name === feature))?.datatype === 'BYTES'

function cellsOf({ inputs, rows }: Logged, { features, signature }: WindowQuestion) {
  try {
    return cellsOfFeeds(features, recordedFeeds(inputs, signature, true), rows)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const fix = 'Register a version whose features are the inputs of its model.'
    throw new AssessmentProblem({ code: 'wrong-input', title: 'The log does not hold the features', detail: error.message, fix })
  }
}

function collectorOf(question: WindowQuestion, measured: number) {
  const { signature, features, decision, attributes, labelLagMs, now } = question
  const columns = features.map((feature) => collectFeature(feature, isText(signature, feature), measured))
  const scores = collectScores(decision ?? { output: '' }, measured)
  const truth: (string | null)[] = []
  const known = Object.fromEntries(attributes.map((name) => [name, [] as (string | null)[]]))
  const hash = createHash('sha256')
  let mature = 0
  return {
    add(logged: Logged, picked: number[]) {
      const cells = cellsOf(logged, question)
      const labels = new Map(logged.labels?.map((label) => [label.row, label]))
      for (const [i, column] of columns.entries()) for (const row of picked) column.add(cells[i][row])
      scores.add(JSON.parse(logged.outputs) as RecordedTensor[], logged.rows, picked)
      for (const row of picked) {
        const label = labels.get(row)
        truth.push(label?.label ?? null)
        for (const name of attributes) known[name].push(label?.attributes?.[name] ?? null)
      }
      if (labelLagMs !== null && Number(logged.event) + labelLagMs <= now.getTime()) mature += picked.length
      const used = picked.flatMap((row) => labels.get(row) ?? [])
      hash.update(`${logged.id} ${picked.join(' ')}\n${used.map((label) => JSON.stringify(label)).join('')}\n`)
    },
    finish: () => ({
      columns: columns.map((column) => column.column()),
      scored: scores.scored(),
      truth,
      attributes: known,
      mature,
      digest: `sha256:${hash.digest('hex')}`,
    }),
  }
}

/**
 * Reads what a deployment predicted in a window, with the newest label of each row, in one view of the database and bounded
 * memory: at most 200,000 rows and ten million cells, beyond that a seeded sample.
 */
export async function readWindow(db: Db, question: WindowQuestion): Promise<WindowRows> {
  return db.transaction(
    async (tx) => {
      const { rows, mostRows, labels } = await totalsOf(tx, question)
      const width = Math.max(1, question.features.length)
      const measured = Math.min(rows, MOST_ROWS, Math.floor(MOST_CELLS / width))
      const seed = Math.floor(question.from.getTime() / 1000)
      const pick = sampler(rows, measured, seed)
      const collector = collectorOf(question, measured)
      const fetched = Math.max(1, Math.min(MOST_FETCHED, Math.floor(FETCHED_CELLS / (width * mostRows))))
      for (;;) {
        const { rows: part } = await tx.execute<Logged>(sql.raw(`fetch ${fetched} from logged`))
        if (part.length === 0) break
        for (const logged of part) {
          const picked = pick(logged.rows)
          if (picked.length > 0) collector.add(logged, picked)
        }
      }
      return { seen: { rows, labels }, measured, seed: measured < rows ? seed : null, ...collector.finish() }
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
}
