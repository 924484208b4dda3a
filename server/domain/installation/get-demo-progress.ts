import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { workerHeartbeat } from '#drizzle/schema/kit.ts'
import { DEMO_BEAT, demoProgress } from '#server/contracts/demo.ts'
import { defineQuery } from '#server/domain/kit/index.ts'

/** Longer than whoever fills the demo in takes between two signs of life on a busy machine. */
const FRESH_MS = 15_000

/** How far the demo is while it fills in; null before, afterwards, and when whoever fills it in was killed. */
export const getDemoProgress = defineQuery({
  name: 'get-demo-progress',
  summary: 'How far the demo of a new installation is, while it fills in',
  permission: 'read',
  input: z.object({}),
  output: z.object({ filling: demoProgress.nullable() }),
  rest: null,
  async run({ db, now }) {
    const [beat] = await db.select().from(workerHeartbeat).where(eq(workerHeartbeat.name, DEMO_BEAT))
    if (!beat || now.getTime() - beat.beatAt.getTime() > FRESH_MS) return { filling: null }
    const progress = demoProgress.parse(beat.detail)
    return { filling: progress.done < progress.total ? progress : null }
  },
})
