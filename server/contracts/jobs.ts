import { z } from 'zod'
import { uuid } from './common.ts'

/** Queues and their payloads, imported by who sends and who works. */
export const JOBS = {
  'inspect-artifact': z.object({ versionId: uuid }),
  'inspect-snapshot': z.object({ snapshotId: uuid }),
  'run-assessment': z.object({ assessmentId: uuid }),
  'assess-windows': z.object({ deploymentId: uuid }),
} as const
export type JobName = keyof typeof JOBS
export type JobPayload<N extends JobName> = z.infer<(typeof JOBS)[N]>

/** Where a job goes that no attempt could finish; its worker records the failure. */
export const lostQueueOf = (job: JobName): string => `${job}-lost`

/** A killed worker's job is taken up again once its heartbeat is this old. */
export const JOB_HEARTBEAT_SECONDS = 10
