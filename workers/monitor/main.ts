import { PgBoss } from 'pg-boss'
import { env } from '#server/env.ts'
import { log } from '#server/log.ts'
import { openRuntime } from '#server/runtime.ts'
import { beat, runWorker } from '#workers/runtime/lifecycle.ts'
import { workOn } from './job-worker.ts'
import { assessWindowsJob } from './jobs/assess-windows.ts'
import { inspectArtifactJob } from './jobs/inspect-artifact.ts'
import { inspectSnapshotJob } from './jobs/inspect-snapshot.ts'
import { runAssessmentJob } from './jobs/run-assessment.ts'

/** How often jobs are looked for whose worker was killed. */
const SUPERVISE_SECONDS = 2

await runWorker('monitor', async (signal) => {
  const url = env().COUNTERSIGN_APP_URL
  const runtime = openRuntime({ url, max: 8, applicationName: 'countersign-monitor' })
  const boss = new PgBoss({
    connectionString: url,
    application_name: 'countersign-jobs',
    max: 4,
    migrate: false,
    schedule: false,
    useListenNotify: true,
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
  })
  boss.on('error', (error) => log.warn({ err: error }, 'the job queue reports an error'))
  await boss.start()
  await workOn(boss, runtime, inspectArtifactJob, { concurrency: 1, signal })
  await workOn(boss, runtime, inspectSnapshotJob, { concurrency: 1, signal })
  await workOn(boss, runtime, runAssessmentJob, { concurrency: 1, signal })
  await workOn(boss, runtime, assessWindowsJob, { concurrency: 1, signal })
  const stopBeating = beat(runtime.db, 'monitor')
  log.info('monitor worker runs')
  await new Promise<void>((ended) => (signal.aborted ? ended() : signal.addEventListener('abort', () => ended(), { once: true })))
  stopBeating()
  // What is being measured is not waited for: its children are ended, and the jobs are taken up again.
  await boss.stop({ graceful: false })
  await runtime.jobs.close()
  await runtime.db.$client.end()
})
