import type { GoldenRuntime } from './runtime.ts'
import type { GoldenOutcome, Skipped } from './tally.ts'

/** A golden file, read: `path` is absolute, with forward slashes. */
export type GoldenFile = { path: string; content: Record<string, unknown> }

/** How the files whose path matches are compared with the product's kernels. */
export type GoldenKind = {
  path: RegExp
  run: (file: GoldenFile, runtime: GoldenRuntime) => GoldenOutcome | Skipped | Promise<GoldenOutcome | Skipped>
}
