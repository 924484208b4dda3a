import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { GOLDEN_KINDS } from './kinds.ts'
import { openGoldenRuntime } from './runtime.ts'
import type { GoldenRuntime } from './runtime.ts'
import type { GoldenOutcome, Skipped } from './tally.ts'

export type FileReport = { file: string } & (GoldenOutcome | Skipped)
export type GoldenReport = { passed: number; failed: number; files: FileReport[] }

function jsonFiles(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(path, name))
}

async function runFile(path: string, runtime: GoldenRuntime): Promise<GoldenOutcome | Skipped> {
  const kind = GOLDEN_KINDS.find((known) => known.path.test(path))
  if (!kind) return { skipped: 'a kind of file that is not known' }
  try {
    return await kind.run({ path, content: JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown> }, runtime)
  } catch (error) {
    return { cases: 1, failed: 1, worst: { case: 'the file', got: error instanceof Error ? error.message : String(error), want: 'a result' } }
  }
}

/**
 * Compares every golden file under a folder, or one file, with the product's kernels and, where it holds predictions, with the
 * engine that serves.
 *
 * @returns `passed` and `failed` count cases; a file that cannot be compared is listed with the reason
 */
export async function runGolden(directory: string): Promise<GoldenReport> {
  const root = resolve(directory)
  const runtime = openGoldenRuntime()
  const files: FileReport[] = []
  try {
    for (const path of jsonFiles(root)) {
      files.push({ file: relative(root, path) || path, ...(await runFile(path.split(sep).join('/'), runtime)) })
    }
  } finally {
    await runtime.close()
  }
  const failed = files.reduce((sum, file) => sum + ('failed' in file ? file.failed : 0), 0)
  const cases = files.reduce((sum, file) => sum + ('cases' in file ? file.cases : 0), 0)
  return { passed: cases - failed, failed, files }
}
