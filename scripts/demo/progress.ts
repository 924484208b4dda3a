import { eq } from 'drizzle-orm'
import { workerHeartbeat } from '#drizzle/schema/kit.ts'
import { DEMO_BEAT } from '#server/contracts/demo.ts'
import type { DemoProgress } from '#server/contracts/demo.ts'
import type { Runtime } from '#server/domain/kit/index.ts'
import { beat } from '#workers/runtime/lifecycle.ts'
import type { People } from './accounts.ts'
import type { Chapter } from './portfolio.ts'

/** Fills in one chapter after another, and says how far it is to whoever looks at the overview. */
export async function fillIn(runtime: Runtime, chapters: readonly Chapter[], people: () => Promise<People>): Promise<void> {
  const progress: DemoProgress = { done: 0, total: chapters.length, step: 'the people' }
  const stop = beat(runtime.db, DEMO_BEAT, () => ({ ...progress }))
  try {
    const all = await people()
    for (const { what, fill } of chapters) {
      progress.step = what
      await fill(runtime, all)
      progress.done++
    }
  } finally {
    stop()
    await runtime.db
      .update(workerHeartbeat)
      .set({ detail: { ...progress } })
      .where(eq(workerHeartbeat.name, DEMO_BEAT))
  }
}
