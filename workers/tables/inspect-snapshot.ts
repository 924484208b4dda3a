import { stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { DatasetSchema, SnapshotFormat } from '#server/contracts/datasets.ts'
import type { InspectionOutcome } from '#server/domain/datasets/index.ts'
import { runChild } from '#workers/runtime/run-child.ts'
import type { ChildEnd } from '#workers/runtime/run-child.ts'
import { checkSchema } from './check-schema.ts'
import type { InspectAnswer, InspectRequest } from './inspect-child.ts'
import { TableRefusal } from './refusal.ts'

const CHILD = fileURLToPath(new URL('./inspect-child.ts', import.meta.url))
const BASE_MS = 120_000
/** The slowest table that is waited for: two passes of 2 MB a second. */
const MS_PER_MB = 1000
const MAX_MEGABYTES = 1200

function refusalOf(ended: ChildEnd, milliseconds: number): TableRefusal {
  const fix = 'Send fewer columns or rows, or write Parquet in row groups of some 100,000 rows.'
  switch (ended.end) {
    case 'timeout':
      return new TableRefusal('resource-limit', `Reading the table took longer than ${Math.round(milliseconds / 1000)} seconds.`, fix)
    case 'memory':
      return new TableRefusal('resource-limit', `Reading the table took more than ${MAX_MEGABYTES} MB of memory.`, fix)
    case 'crash':
      return new TableRefusal('resource-limit', 'The process that read the table ended before it had an answer.', 'Write the file again and send it whole.')
  }
}

const failed = (refusal: TableRefusal): InspectionOutcome => ({ status: 'failed', problem: refusal.problem })

/**
 * Reads the bytes of a snapshot in a process of its own, with limits on time (by size) and memory, and holds the table against the
 * declared schema. Whatever the bytes do is an outcome; it throws only when the file is not there.
 */
export async function inspectSnapshot(file: { path: string; format: SnapshotFormat }, schema: DatasetSchema, signal?: AbortSignal): Promise<InspectionOutcome> {
  const megabytes = (await stat(file.path)).size / 1024 ** 2
  const milliseconds = Math.round(BASE_MS + megabytes * MS_PER_MB)
  const request: InspectRequest = { ...file, key: schema.entityId }
  const outcome = await runChild<InspectAnswer>(CHILD, request, { milliseconds, megabytes: MAX_MEGABYTES }, signal ? { signal } : {})
  signal?.throwIfAborted()
  if (outcome.end !== 'answer') return failed(refusalOf(outcome, milliseconds))
  if ('problem' in outcome.answer) return { status: 'failed', problem: outcome.answer.problem }
  const { inspection } = outcome.answer
  try {
    return { status: 'ready', rows: inspection.rows, columns: inspection.columns, findings: checkSchema(inspection, schema) }
  } catch (error) {
    if (error instanceof TableRefusal) return failed(error)
    throw error
  }
}
