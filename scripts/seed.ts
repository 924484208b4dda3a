import { env } from '#server/env.ts'
import { openRuntime } from '#server/runtime.ts'
import { ensureAccounts } from './demo/accounts.ts'
import { seedPortfolio } from './demo/portfolio.ts'

/** Fills in the demo through the operations themselves; what an interrupted run has made is kept, the rest is added. */
async function main(): Promise<void> {
  const runtime = openRuntime({ url: env().COUNTERSIGN_APP_URL, max: 4, applicationName: 'countersign-demo' })
  try {
    const people = await ensureAccounts(runtime, env().COUNTERSIGN_HOME)
    await seedPortfolio(runtime, people)
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
