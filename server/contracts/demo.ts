import { z } from 'zod'

/** The name under which whoever fills in the demo says that it lives. */
export const DEMO_BEAT = 'demo'

/** How far the demo of a new installation is: steps done of all, and the one that runs. */
export const demoProgress = z.object({ done: z.number().int(), total: z.number().int(), step: z.string() })
export type DemoProgress = z.infer<typeof demoProgress>
