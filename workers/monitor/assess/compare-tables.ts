import { availableParallelism } from 'node:os'
import type { ComparedFeature } from '#server/kernel/drift/assess-drift.ts'
import { chooseRows } from '#server/kernel/drift/multivariate/binned-rows.ts'
import { mapInThreads } from '#workers/runtime/thread-pool.ts'
import type { ColumnTable } from '#workers/tables/columns/column-table.ts'
import { TableRefusal } from '#workers/tables/refusal.ts'
import { compareColumns } from './compare-columns.ts'
import type { ComparisonFiles, ComparisonRules, ThreadAnswer } from './compare-columns.ts'

const THREAD = new URL('./compare-thread.ts', import.meta.url)
/** Each thread holds the columns of one feature. */
const MOST_THREADS = 8
/** Below as many values a thread takes longer to start than the comparison. */
const FEW_VALUES = 500_000

interface Tables {
  reference: ColumnTable
  current: ColumnTable
}

/**
 * Compares features of two tables, a feature at a time in each of as many threads as there are processors: memory is that of one
 * feature a thread. The result does not depend on the number of threads.
 *
 * @param options.threads as many threads as said, 0 for none, in place of what the processors and the size of the tables suggest
 */
export async function compareTables(
  features: readonly string[],
  { reference, current }: Tables,
  declared: Omit<ComparisonRules, 'together'>,
  { threads, onDone = () => {} }: { threads?: number; onDone?: (done: number) => void } = {},
): Promise<ComparedFeature[]> {
  const few = features.length * (reference.rows + current.rows) < FEW_VALUES
  const wanted = threads ?? (few ? 0 : Math.min(MOST_THREADS, availableParallelism()))
  const rules = { ...declared, together: chooseRows(features.length, { reference: reference.rows, current: current.rows }) }
  if (wanted > 0) {
    const shared: ComparisonFiles = { reference: reference.file, current: current.file, rules }
    const answers = await mapInThreads<string, ThreadAnswer>(THREAD, { shared, tasks: features, threads: wanted, onDone })
    return answers.map((answer) => {
      if ('refusal' in answer) throw new TableRefusal(answer.refusal.code, answer.refusal.detail, answer.refusal.fix)
      return answer
    })
  }
  const compared: ComparedFeature[] = []
  for (const feature of features) onDone(compared.push(await compareColumns(feature, { reference, current }, rules)))
  return compared
}
