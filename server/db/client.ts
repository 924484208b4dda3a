import { drizzle } from 'drizzle-orm/node-postgres'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import * as schema from '#drizzle/schema/index.ts'

export type Db = NodePgDatabase<typeof schema> & { $client: pg.Pool }
export type Tx = Parameters<Parameters<NodePgDatabase<typeof schema>['transaction']>[0]>[0]
/** Either: queries run the same inside a transaction and outside of one. */
export type Queryable = Pick<Tx, 'select' | 'selectDistinct' | 'selectDistinctOn' | 'insert' | 'update' | 'delete' | 'execute' | '$with' | 'with'>

/** A pool of connections; who opens it closes it (`db.$client.end()`). */
export function openDatabase(url: string, options: { max?: number; applicationName?: string; queryTimeoutMs?: number } = {}): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    application_name: options.applicationName ?? 'countersign',
    connectionTimeoutMillis: 5000,
    idleTimeoutMillis: 30_000,
    query_timeout: options.queryTimeoutMs,
  })
  // An idle connection that the server closes must not end the process; the next query opens another.
  pool.on('error', () => undefined)
  // Nor one that ends while it is in use: its query is rejected, which is how whoever asked gets to know.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return drizzle(pool, { schema })
}
