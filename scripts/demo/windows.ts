import { setTimeout as sleep } from 'node:timers/promises'
import { runOperation } from '#server/domain/kit/index.ts'
import type { Runtime } from '#server/domain/kit/index.ts'
import { monitoringOperations } from '#server/domain/monitoring/index.ts'
import { servingOperations } from '#server/domain/serving/index.ts'
import type { People } from './accounts.ts'

const LOOK_MS = 1000
const PATIENCE_MS = 600_000

/** Waits until every week of production that is over is measured. */
export async function awaitWindows(runtime: Runtime, { officer }: People): Promise<void> {
  const { items } = await runOperation(runtime, servingOperations.listDeployments, { actor: officer }, { state: 'active', limit: 100 })
  for (const end = Date.now() + PATIENCE_MS; ; await sleep(LOOK_MS)) {
    const lists = await Promise.all(items.map(({ id }) => runOperation(runtime, monitoringOperations.listWindows, { actor: officer }, { deployment: id })))
    const waiting = lists.flatMap((list) => list.items).filter(({ status, to }) => status !== 'succeeded' && Date.parse(to) <= Date.now())
    const failed = waiting.find(({ status }) => status === 'failed')
    if (failed) throw new Error(`the week from ${failed.from} of ${failed.model}: ${failed.problem?.detail}`)
    if (waiting.length === 0) return
    if (Date.now() > end) throw new Error('the weeks of production were not measured in time')
  }
}
