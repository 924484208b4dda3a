import type pg from 'pg'
import { copyQuery } from './copy-query.ts'
import { COLUMNS, copyLine } from './prediction-row.ts'
import type { PredictionRow } from './prediction-row.ts'

const STATEMENT = `COPY prediction (${COLUMNS}) FROM STDIN`
const LONGEST_MS = 10_000

/** Whether the database refused the statement: the connection is as good as before. */
const isStatement = (error: unknown): boolean => error instanceof Error && 'code' in error && typeof error.code === 'string' && /^(22|23)/.test(error.code)

/** Writes the rows in one COPY, which is one transaction: resolves when all are durable, rejects when none is. */
export async function copyRows(pool: pg.Pool, rows: readonly PredictionRow[]): Promise<void> {
  const client = await pool.connect()
  let broken: unknown
  let timer: NodeJS.Timeout | undefined
  // A connection that breaks tells its query as well; without a listener it would end the process.
  const heard = (error: unknown) => (broken ??= error)
  client.on('error', heard)
  try {
    await new Promise<void>((done, failed) => {
      timer = setTimeout(() => failed(new Error(`the database did not answer within ${LONGEST_MS} ms`)), LONGEST_MS)
      client.query(copyQuery(STATEMENT, rows.map(copyLine).join(''), { done, failed }))
    })
  } catch (error) {
    if (!isStatement(error)) broken = error
    throw error
  } finally {
    clearTimeout(timer)
    client.off('error', heard)
    client.release(broken !== undefined)
  }
}
