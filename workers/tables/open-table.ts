import type { SnapshotFormat } from '#server/contracts/datasets.ts'
import { openCsv } from './csv/open-csv.ts'
import { openParquet } from './parquet/open-parquet.ts'
import type { TableSource } from './table-source.ts'

/** Opens a table of either format: types known, rows counted. Throws TableRefusal. */
export const openTable = (path: string, format: SnapshotFormat): Promise<TableSource> => (format === 'csv' ? openCsv(path) : openParquet(path))
