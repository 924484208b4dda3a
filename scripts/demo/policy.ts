import type { Actor } from '#server/contracts/actor.ts'
import { governanceOperations } from '#server/domain/governance/index.ts'
import { runOperation } from '#server/domain/kit/index.ts'
import type { Runtime } from '#server/domain/kit/index.ts'

async function publishDays(runtime: Runtime, officer: Actor, grantDays: number): Promise<void> {
  const { document } = await runOperation(runtime, governanceOperations.getPolicy, { actor: officer }, {})
  if (document.grantDays === grantDays) return
  await runOperation(runtime, governanceOperations.publishPolicy, { actor: officer }, { document: { ...document, grantDays } })
}

/** Lets grants last only so many days for the time of some work, by a revision of the policy before and one after. */
export async function underShortGrants<T>(runtime: Runtime, officer: Actor, days: number, work: () => Promise<T>): Promise<T> {
  const first = await runOperation(runtime, governanceOperations.getPolicy, { actor: officer }, { revision: 1 })
  await publishDays(runtime, officer, days)
  const done = await work()
  await publishDays(runtime, officer, first.document.grantDays)
  return done
}
