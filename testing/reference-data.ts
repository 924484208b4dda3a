import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const CARRIED = fileURLToPath(new URL('../data/', import.meta.url))

/** The full reference corpus when COUNTERSIGN_REFERENCE_DATA names its folder, else null: the repository carries a part of it. */
export const fullReferenceData: string | null = process.env.COUNTERSIGN_REFERENCE_DATA || null

/** A file or folder of the reference data: of the full corpus when there is one, else of the part under `data/`. */
export function referenceData(path: string): string {
  const full = fullReferenceData && `${fullReferenceData}/${path}`
  return full && existsSync(full) ? full : CARRIED + path
}
