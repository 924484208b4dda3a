import pg from 'pg'
import { log } from '#server/log.ts'
import { Refused } from '#workers/inference/refused.ts'
import { copyRows } from './copy-rows.ts'
import type { PredictionRow } from './prediction-row.ts'

const MOST_WAITING = 20_000
const MOST_WAITING_BYTES = 128 * 2 ** 20
const BATCH_ROWS = 2000
const BATCH_BYTES = 16 * 2 ** 20
const STATEMENT_MS = 10_000

export interface PredictionLog {
  /** Resolves when the row is durable; throws Refused 503 when it cannot be, 403 when its grant has ended meanwhile. */
  write(row: PredictionRow): Promise<void>
  /** Whether rows wait in such number that no more should be made. */
  isFull(): boolean
  /** Resolves when every row that was given is settled. */
  close(): Promise<void>
}

interface Waiting {
  row: PredictionRow
  done: () => void
  failed: (error: Refused) => void
}

const sizeOf = (row: PredictionRow): number => row.inputs.length + row.outputs.length + 512

/** Grants that the database says have ended, when that is why it refused. */
function endedGrants(error: unknown): Set<string> | null {
  if (!(error instanceof pg.DatabaseError) || error.message !== 'grant-ended') return null
  return new Set(error.detail?.split(','))
}

const isData = (error: unknown): boolean => error instanceof pg.DatabaseError && error.code !== undefined && /^(22|23|54)/.test(error.code)

/**
 * The log of predictions, by group commit: rows that arrive while one COPY is under way go into the next.
 * No timer: a row that comes alone is written at once.
 */
export function openPredictionLog(url: string): PredictionLog {
  const pool = new pg.Pool({
    connectionString: url,
    max: 2,
    application_name: 'countersign-prediction-log',
    connectionTimeoutMillis: 5000,
    options: `-c statement_timeout=${STATEMENT_MS}`,
  })
  pool.on('error', () => undefined)
  let waiting: Waiting[] = []
  let bytes = 0
  let writing: Promise<void> | null = null

  /** Settles every row: one that the database refuses does not take its neighbours with it. */
  const settle = async (batch: Waiting[]): Promise<void> => {
    try {
      await copyRows(
        pool,
        batch.map((one) => one.row),
      )
      for (const one of batch) one.done()
    } catch (error) {
      const ended = endedGrants(error)
      const [refused, others] = ended ? [batch.filter((one) => ended.has(one.row.grantId)), batch.filter((one) => !ended.has(one.row.grantId))] : [[], batch]
      if (refused.length > 0) {
        for (const one of refused) one.failed(new Refused(403, 'The grant ended while the request was under way, so it is neither answered nor recorded.'))
        if (others.length > 0) await settle(others)
      } else if (batch.length > 1 && isData(error)) {
        const half = batch.length >> 1
        await settle(batch.slice(0, half))
        await settle(batch.slice(half))
      } else {
        log.error({ err: error, rows: batch.length }, 'predictions could not be recorded')
        for (const one of batch) one.failed(new Refused(503, 'The prediction could not be recorded, so it is not answered.'))
      }
    }
  }
  const take = (): Waiting[] => {
    let count = 0
    for (let size = 0; count < waiting.length && count < BATCH_ROWS && size < BATCH_BYTES; count++) size += sizeOf(waiting[count].row)
    const batch = waiting.slice(0, count)
    waiting = waiting.slice(count)
    for (const one of batch) bytes -= sizeOf(one.row)
    return batch
  }
  const drain = async (): Promise<void> => {
    while (waiting.length > 0) await settle(take())
    writing = null
  }
  const settled = async (): Promise<void> => {
    if (writing === null) return
    await writing
    await settled()
  }
  return {
    write(row) {
      return new Promise((done, failed) => {
        waiting.push({ row, done, failed })
        bytes += sizeOf(row)
        writing ??= Promise.resolve().then(drain)
      })
    },
    isFull: () => waiting.length >= MOST_WAITING || bytes >= MOST_WAITING_BYTES,
    async close() {
      await settled()
      await pool.end()
    },
  }
}
