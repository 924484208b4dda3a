import { sql } from 'drizzle-orm'
import type { WindowSize } from '#server/contracts/windows.ts'
import type { Tx } from '#server/db/client.ts'
import { newId } from '#server/domain/kit/index.ts'

/** Records commit a moment after they are received: what is younger than this is looked at again. */
export const OVERLAP_SECONDS = 120

export interface Watched {
  deploymentId: string
  modelId: string
  size: WindowSize
}

interface Touched extends Record<string, unknown> {
  from: string
  to: string
}

/** Windows into which rows or labels fell that were received since the log was last looked through. */
async function touchedSince(tx: Tx, { deploymentId, modelId, size }: Watched, readUntil: Date): Promise<Touched[]> {
  const since = sql`${readUntil.toISOString()}::timestamptz - make_interval(secs => ${OVERLAP_SECONDS})`
  const unit = sql.raw(`'${size}'`)
  const { rows } = await tx.execute<Touched>(sql`
    select starts as "from", starts + interval '1 ${sql.raw(size)}' as "to" from (
      select date_trunc(${unit}, event_time, 'UTC') as starts from prediction where deployment_id = ${deploymentId} and received_at > ${since}
      union
      select date_trunc(${unit}, p.event_time, 'UTC') from label l join prediction p on p.id = l.prediction_id
       where l.model_id = ${modelId} and p.deployment_id = ${deploymentId} and l.received_at > ${since}
    ) found`)
  return rows
}

/** Notes the windows that new rows and labels belong to; resolves to their beginnings. */
export async function findWindows(tx: Tx, watched: Watched, now: Date): Promise<string[]> {
  const { deploymentId, size } = watched
  const { rows: held } = await tx.execute<{ read_until: string }>(
    sql`select read_until from monitoring_cursor where deployment_id = ${deploymentId} and size = ${size}`,
  )
  const touched = await touchedSince(tx, watched, held[0] ? new Date(held[0].read_until) : new Date(OVERLAP_SECONDS * 1000))
  const [ids, starts, ends] = [touched.map(() => newId()), touched.map(({ from }) => from), touched.map(({ to }) => to)]
  await tx.execute(sql`
    insert into monitoring_window (id, deployment_id, size, window_from, window_to)
    select t.id, ${deploymentId}, ${size}, t.starts, t.ends
      from unnest(${sql.param(ids)}::uuid[], ${sql.param(starts)}::timestamptz[], ${sql.param(ends)}::timestamptz[]) as t (id, starts, ends)
    on conflict do nothing`)
  await tx.execute(sql`
    insert into monitoring_cursor (deployment_id, size, read_until) values (${deploymentId}, ${size}, ${now.toISOString()}::timestamptz)
    on conflict (deployment_id, size) do update set read_until = excluded.read_until`)
  return starts
}

/** Counts rows and labels of the windows that are closed and were touched, or never counted since they closed. */
export async function countWindows(tx: Tx, { deploymentId, size }: Watched, touched: string[], closedBefore: Date): Promise<void> {
  await tx.execute(sql`
    update monitoring_window w set
      rows = (select coalesce(sum(p.rows), 0) from prediction p
               where p.deployment_id = w.deployment_id and p.event_time >= w.window_from and p.event_time < w.window_to),
      labels = (select count(*) from prediction p join label l on l.prediction_id = p.id
                 where p.deployment_id = w.deployment_id and p.event_time >= w.window_from and p.event_time < w.window_to)
    where w.deployment_id = ${deploymentId} and w.size = ${size} and w.window_to <= ${closedBefore.toISOString()}::timestamptz
      and (w.status = 'open' or w.window_from = any(${sql.param(touched)}::timestamptz[]))`)
}
