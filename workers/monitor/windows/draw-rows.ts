import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Tx } from '#server/db/client.ts'
import { seededRandom } from '#server/kernel/numbers/random.ts'

/** A prediction of which rows are measured; `bytes` is how long its inputs and outputs are in the log. */
export interface Drawn {
  id: string
  picked: number[]
  bytes: number
}

interface Logged extends Record<string, unknown> {
  id: string
  rows: number
  bytes: number
}

const FETCHED = 10_000

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

/** Draws `wanted` of the `total` rows of a range of predictions `p`, in the order of their events, without reading what they hold. */
export async function drawRows(tx: Tx, range: SQL, { total, wanted, seed }: { total: number; wanted: number; seed: number }): Promise<Drawn[]> {
  const pick = sampler(total, wanted, seed)
  const drawn: Drawn[] = []
  await tx.execute(sql`
    declare logged no scroll cursor for
    select p.id, p.rows, octet_length(p.inputs) + octet_length(p.outputs) as bytes from prediction p where ${range} order by p.event_time, p.id`)
  for (;;) {
    const { rows } = await tx.execute<Logged>(sql.raw(`fetch ${FETCHED} from logged`))
    if (rows.length === 0) break
    for (const { id, rows: count, bytes } of rows) {
      const picked = pick(count)
      if (picked.length > 0) drawn.push({ id, picked, bytes })
    }
  }
  await tx.execute(sql`close logged`)
  return drawn
}

/** The predictions in parts of so many and so many bytes at most; one that is longer is a part of its own. */
export function* partsOf(drawn: readonly Drawn[], most: { predictions: number; bytes: number }): Generator<Drawn[]> {
  let part: Drawn[] = []
  let bytes = 0
  for (const one of drawn) {
    if (part.length > 0 && (part.length === most.predictions || bytes + one.bytes > most.bytes)) {
      yield part
      part = []
      bytes = 0
    }
    part.push(one)
    bytes += one.bytes
  }
  if (part.length > 0) yield part
}
