import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll } from 'vitest'
import { readModel } from '#server/kernel/onnx/read-model.ts'
import { assemble } from '#server/kernel/onnx/rewrite/pieces.ts'
import { removeZipMaps } from '#server/kernel/onnx/rewrite/remove-zipmaps.ts'
import type { FeatureCell, FeatureCells } from '#server/kernel/tensor/feeds.ts'
import type { ModelFile } from './protocol.ts'

/** The reference corpus where there is one, else the part of it that the repository carries. */
const ROOT = resolve(process.env.COUNTERSIGN_REFERENCE_DATA ?? 'data')

const scratch = mkdtempSync(join(tmpdir(), 'countersign-test-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const digestOf = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`

/** A model as the registry serves it: without ZipMap. */
export function modelFile(path: string): ModelFile {
  const full = join(ROOT, path)
  const bytes = readFileSync(full)
  const pieces = path.startsWith('models/') ? removeZipMaps(bytes, readModel(bytes)) : undefined
  if (!pieces) return { path: full, digest: digestOf(bytes) }
  const served = assemble(bytes, pieces)
  const copy = join(scratch, path.replaceAll('/', '-'))
  writeFileSync(copy, served)
  return { path: copy, digest: digestOf(served) }
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
