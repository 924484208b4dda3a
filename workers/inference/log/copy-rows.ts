import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { COLUMNS, copyLine } from './prediction-row.ts'
import type { PredictionRow } from './prediction-row.ts'

const LONGEST_MS = 10_000

/** Writes the rows in one COPY, which is one transaction: resolves when all are durable, rejects when none is. */
export async function copyRows(pool: pg.Pool, rows: readonly PredictionRow[]): Promise<void> {
  const client = await pool.connect()
  let broken: Error | undefined
  let timer: NodeJS.Timeout | undefined
  try {
    await new Promise<void>((done, failed) => {
      const stream = client.query(copyFrom(`COPY prediction (${COLUMNS}) FROM STDIN`))
      stream.once('error', failed)
      stream.once('finish', done)
      // A connection that ends in the middle tells the client, not the stream.
      client.once('error', failed)
      client.once('end', () => failed(new Error('the connection to the database ended')))
      timer = setTimeout(() => failed(new Error(`the database did not answer within ${LONGEST_MS} ms`)), LONGEST_MS)
      stream.end(rows.map(copyLine).join(''))
    })
  } catch (error) {
    const isStatement = error instanceof Error && 'code' in error && typeof error.code === 'string' && /^(22|23)/.test(error.code)
    if (!isStatement) broken = error instanceof Error ? error : new Error(String(error))
    throw error
  } finally {
    clearTimeout(timer)
    client.removeAllListeners('error')
    client.removeAllListeners('end')
    client.release(broken)
  }
}
