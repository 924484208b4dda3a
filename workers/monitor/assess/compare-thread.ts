import { openColumnFile } from '#workers/tables/columns/open-columns.ts'
import { serveTasks } from '#workers/runtime/thread-pool.ts'
import { compareColumns } from './compare-columns.ts'
import { TableRefusal } from '#workers/tables/refusal.ts'
import type { ComparisonFiles, ThreadAnswer } from './compare-columns.ts'

/** A thread that compares features, one after another: it holds the two columns of one at a time. */
serveTasks(async ({ reference, current, rules }: ComparisonFiles) => {
  const tables = { reference: await openColumnFile(reference), current: await openColumnFile(current) }
  return (feature: string): Promise<ThreadAnswer> =>
    compareColumns(feature, tables, rules).catch((error: unknown) => {
      if (!(error instanceof TableRefusal)) throw error
      const { code, detail, fix } = error
      return { refusal: { code, detail, fix } }
    })
})
