import { reportProgress } from '#server/domain/monitoring/index.ts'
import type { Db } from '#server/db/client.ts'
import type { AssessmentProgress } from './plan.ts'

export interface Reporter {
  /** Takes an `AssessmentProgress` as the child says it. */
  report: (progress: unknown) => void
  /** Fires when a newer attempt has taken the assessment over, so that this one stops measuring for nothing. */
  superseded: AbortSignal
  /** Resolves when nothing is being written any more. */
  settled: () => Promise<void>
}

/** Writes how far an attempt is, one report after another so that none overtakes a later one; what cannot be written is left out. */
export function reporterOf(db: Db, claim: { id: string; attempt: number }): Reporter {
  const controller = new AbortController()
  let newest: AssessmentProgress | null = null
  let writing: Promise<void> | null = null
  const write = async () => {
    while (newest) {
      const progress = newest
      newest = null
      const mine = await reportProgress(db, claim, progress).catch(() => true)
      if (!mine) controller.abort()
    }
    writing = null
  }
  return {
    report(progress) {
      newest = progress as AssessmentProgress
      writing ??= write()
    },
    superseded: controller.signal,
    settled: async () => {
      await writing
    },
  }
}
