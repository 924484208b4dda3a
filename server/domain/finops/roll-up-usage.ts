import { sql } from 'drizzle-orm'
import type { Db } from '#server/db/client.ts'

/** Predictions commit within seconds of their receipt; the roll-up stays this far behind so that none slips past it. */
const SETTLE_SECONDS = 15

/**
 * Adds the device time of newly settled predictions to usage by day, version and price, and moves the watermark,
 * in one transaction: a killed worker neither loses nor doubles a prediction.
 */
export async function rollUpUsage(db: Db): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`insert into usage_watermark (id, rolled_up_to) values (1, '-infinity') on conflict do nothing`)
    // The clock is read once the lock is held: a roll-up that waited for another must not move the watermark back.
    await tx.execute(sql`select rolled_up_to from usage_watermark where id = 1 for update`)
    const { rows } = await tx.execute<{ until: string }>(sql`
      select greatest(rolled_up_to, clock_timestamp() - make_interval(secs => ${SETTLE_SECONDS}))::text as until from usage_watermark where id = 1`)
    const until = rows[0]?.until
    await tx.execute(sql`
      insert into usage as held (day, version_id, model_id, execution_provider, price_id, predictions, requests, device_ns)
      select (p.received_at at time zone 'UTC')::date, p.version_id, p.model_id, p.execution_provider, x.id, sum(p.rows), count(*), sum(p.device_ns)
      from prediction p
      cross join lateral (
        select id from price
        where execution_provider in (p.execution_provider, 'cpu') and effective_from <= p.received_at
        order by (execution_provider = p.execution_provider) desc, effective_from desc, id desc limit 1
      ) x
      where p.received_at > (select rolled_up_to from usage_watermark where id = 1) and p.received_at <= ${until}::timestamptz
      group by 1, 2, 3, 4, 5
      on conflict (day, version_id, execution_provider, price_id) do update set
        predictions = held.predictions + excluded.predictions,
        requests = held.requests + excluded.requests,
        device_ns = held.device_ns + excluded.device_ns`)
    await tx.execute(sql`update usage_watermark set rolled_up_to = ${until}::timestamptz where id = 1`)
  })
}
