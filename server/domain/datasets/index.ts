import { createDataset } from './create-dataset.ts'
import { createSnapshot } from './create-snapshot.ts'
import { getDataset } from './get-dataset.ts'
import { getSnapshot } from './get-snapshot.ts'
import { listDatasets } from './list-datasets.ts'
import { listSnapshots } from './list-snapshots.ts'
import { putContent } from './put-content.ts'
import { recordInspection } from './record-inspection.ts'

export const datasetOperations = {
  listDatasets,
  getDataset,
  createDataset,
  listSnapshots,
  getSnapshot,
  createSnapshot,
  putContent,
  recordInspection,
}

export { snapshotById } from './internal.ts'
export type { InspectionOutcome } from './record-inspection.ts'
