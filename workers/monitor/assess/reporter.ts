import { isCurrent, reportProgress } from '#server/domain/monitoring/index.ts'
import type { Claim } from '#server/domain/monitoring/index.ts'
import type { Db } from '#server/db/client.ts'
import type { AssessmentProgress } from './plan.ts'

/** How often an attempt looks whether it still counts. */
const WATCH_MS = 1000

export interface Reporter {
  report: (progress: AssessmentProgress) => void
  /** Fires when a newer attempt has taken the assessment over or somebody cancelled it, so that this one stops measuring for nothing. */
  superseded: AbortSignal
  /** Stops looking, and resolves when nothing is being written any more. */
  settled: () => Promise<void>
}

/** Writes how far an attempt is, one report after another so that none overtakes a later one; what cannot be written is left out. */
export function reporterOf(db: Db, claim: Claim): Reporter {
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
  const watch = setInterval(() => {
    isCurrent(db, claim).then(
      (mine) => mine || controller.abort(),
      () => undefined,
    )
  }, WATCH_MS)
  return {
    report(progress) {
      newest = progress
      writing ??= write()
    },
    superseded: controller.signal,
    settled: async () => {
      clearInterval(watch)
      await writing
    },
  }
}
