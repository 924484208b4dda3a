import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { FeatureCell, FeatureCells } from '#server/kernel/tensor/feeds.ts'
import type { ModelFile } from './protocol.ts'

/** The reference corpus where there is one, else the part of it that the repository carries. */
const ROOT = resolve(process.env.COUNTERSIGN_REFERENCE_DATA ?? 'data')

export function modelFile(path: string): ModelFile {
  const full = join(ROOT, path)
  return { path: full, digest: `sha256:${createHash('sha256').update(readFileSync(full)).digest('hex')}` }
}

export const readGolden = <T>(path: string): T => JSON.parse(readFileSync(join(ROOT, 'golden', path), 'utf8')) as T

/** `data set/model` of every golden file of a folder whose model is at hand. */
export function goldenModels(folder: 'models' | 'explain'): string[] {
  const at = join(ROOT, 'golden', folder)
  const names = readdirSync(at).flatMap((set) => readdirSync(join(at, set)).map((file) => `${set}/${file.replace(/\.json$/, '')}`))
  return names.filter((name) => existsSync(join(ROOT, 'models', `${name}.onnx`)))
}

/** Rows as columns. */
export const columnsOf = (rows: readonly (readonly FeatureCell[])[]): FeatureCells =>
  Array.from({ length: rows[0]?.length ?? 0 }, (_, feature) => rows.map((row) => row[feature]))
