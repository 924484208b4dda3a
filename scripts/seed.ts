import { env } from '#server/env.ts'
import { openRuntime } from '#server/runtime.ts'
import { ensureAccounts } from './demo/accounts.ts'
import { PORTFOLIO } from './demo/portfolio.ts'
import { fillIn } from './demo/progress.ts'

/** Fills in the demo through the operations themselves; what an interrupted run has made is kept, the rest is added. */
async function main(): Promise<void> {
  const runtime = openRuntime({ url: env().COUNTERSIGN_APP_URL, max: 4, applicationName: 'countersign-demo' })
  try {
    await fillIn(runtime, PORTFOLIO, () => ensureAccounts(runtime, env().COUNTERSIGN_HOME))
  } finally {
    await runtime.jobs.close()
    await runtime.db.$client.end()
  }
}

process.once('disconnect', () => process.exit(1))
main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
    process.exit(1)
  },
)
