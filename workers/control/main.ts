import { loadLogSigner, sequenceOnce } from '#server/domain/ledger/index.ts'
import { openDatabase } from '#server/db/client.ts'
import { env } from '#server/env.ts'
import { log } from '#server/log.ts'
import { rollUpUsage } from '#server/domain/finops/index.ts'
import { beat, runWorker } from '#workers/runtime/lifecycle.ts'
import { forgetOldKeys, openJobSender } from '#server/domain/kit/index.ts'
import { scheduleWindows } from '#server/domain/monitoring/index.ts'
import { repeat } from './repeat.ts'

const SEQUENCE_MS = 100
const ROLL_UP_MS = 5000
const SCHEDULE_MS = 30_000
const FORGET_MS = 10 * 60_000

await runWorker('control', async (signal) => {
  const app = openDatabase(env().COUNTERSIGN_APP_URL, { max: 4, applicationName: 'countersign-control' })
  const sequencer = openDatabase(env().COUNTERSIGN_SEQUENCER_URL, { max: 1, applicationName: 'countersign-sequencer' })
  const jobs = openJobSender(env().COUNTERSIGN_APP_URL)
  const signer = await loadLogSigner(env().COUNTERSIGN_HOME)
  const stopBeating = beat(app, 'control')
  log.info({ origin: signer.origin }, 'control worker runs')
  await Promise.all([
    repeat(signal, SEQUENCE_MS, 'sequence the ledger', async () => (await sequenceOnce(sequencer, signer)) > 0),
    repeat(signal, ROLL_UP_MS, 'roll up usage', async () => {
      await rollUpUsage(app)
      return false
    }),
    repeat(signal, SCHEDULE_MS, 'schedule the windows of production', async () => {
      await scheduleWindows(app, jobs, new Date())
      return false
    }),
    repeat(signal, FORGET_MS, 'forget idempotency keys', () => forgetOldKeys(app, new Date())),
  ])
  stopBeating()
  await jobs.close()
  await Promise.all([app.$client.end(), sequencer.$client.end()])
})
