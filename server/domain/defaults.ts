import { sql } from 'drizzle-orm'
import { price } from '#drizzle/schema/finops.ts'
import { policy } from '#drizzle/schema/governance.ts'
import { DEFAULT_PRICE, finopsOperations } from '#server/domain/finops/index.ts'
import { DEFAULT_POLICY, governanceOperations } from '#server/domain/governance/index.ts'
import { systemActor } from '#server/domain/identity/index.ts'
import { runCommandIn } from '#server/domain/kit/index.ts'
import type { Runtime } from '#server/domain/kit/index.ts'

const LOCK = 7_226_003

/**
 * Puts a policy and a price in place where there is none yet, audited as the product's own act. Processes that do
 * this at the same moment wait for each other, and the later ones find it done.
 */
export async function ensureDefaults(runtime: Runtime): Promise<void> {
  const call = { actor: systemActor('first-start') }
  await runtime.db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${LOCK})`)
    const policies = await tx.select({ id: policy.id }).from(policy).limit(1)
    if (policies.length === 0) await runCommandIn(tx, runtime, governanceOperations.publishPolicy, call, { document: DEFAULT_POLICY })
    const prices = await tx.select({ id: price.id }).from(price).limit(1)
    if (prices.length === 0) await runCommandIn(tx, runtime, finopsOperations.setPrice, call, DEFAULT_PRICE)
  })
}
