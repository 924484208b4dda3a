import { serveTasks } from '#workers/runtime/thread-pool.ts'

/** A thread that answers a number with itself and what all share, slowly for even ones; it fails at 13 and ends at 99. */
serveTasks(async (shared: string) => async (task: number) => {
  if (task === 13) throw new Error('thirteen')
  if (task === 99) process.exit(3)
  await new Promise((wake) => setTimeout(wake, task % 2 === 0 ? 5 : 0))
  return `${shared}${task}`
})
