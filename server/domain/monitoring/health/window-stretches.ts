import { sql } from 'drizzle-orm'
import type { Queryable } from '#server/db/client.ts'

export interface Stretch {
  /** The window of it that drifted with the largest index; without drift the one with the largest index. */
  readonly worst: string
  readonly from: Date
  readonly to: Date
  readonly psi: number | null
  readonly drift: boolean
  readonly windows: number
}

interface Row extends Record<string, unknown> {
  worst: string
  window_from: string
  window_to: string
  psi: number | null
  drift: boolean
  windows: number
}

/**
 * The windows of a model in order of time, in at most `most` stretches of equally many: one window each where they are fewer. Of each
 * deployment only windows of the size in force, so that none overlap. `from` and `to` bound where windows begin; null is unbounded.
 */
export async function windowStretches(db: Queryable, modelId: string, from: string | null, to: string | null, most: number): Promise<Stretch[]> {
  const { rows } = await db.execute<Row>(sql`
    select (array_agg(id order by drift desc, psi desc nulls last, window_from desc))[1] as worst,
      min(window_from) as window_from, max(window_to) as window_to, max(psi) as psi, bool_or(drift) as drift, count(*)::int as windows
    from (
      select w.id, w.window_from, w.window_to, ntile(${most}) over (order by w.window_from, w.id) as stretch,
        coalesce('drift' in (w.summary->'drift'->>'verdict', w.summary->'drift'->>'outputVerdict'), false) as drift,
        (select max((f->>'psi')::float8) from jsonb_array_elements(w.summary->'drift'->'features') f) as psi
      from monitoring_window w join deployment d on d.id = w.deployment_id and d.window_size = w.size
      where d.model_id = ${modelId} and (${from}::timestamptz is null or w.window_from >= ${from}::timestamptz)
        and (${to}::timestamptz is null or w.window_from < ${to}::timestamptz)
    ) windows
    group by stretch order by stretch`)
  return rows.map((row) => ({
    worst: row.worst,
    from: new Date(row.window_from),
    to: new Date(row.window_to),
    psi: row.psi,
    drift: row.drift,
    windows: row.windows,
  }))
}
