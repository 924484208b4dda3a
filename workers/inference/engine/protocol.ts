import type { Tensor } from '#server/kernel/tensor/datatype.ts'

/** A file that an engine may load: it hashes what it read and refuses another digest. */
export interface ModelFile {
  digest: string
  path: string
}

/** Rows in the model's own features, one cell list per feature; NaN or null is missing. */
export type FeatureCells = (number | string | null)[][]

export interface Baseline {
  /** Names the baseline, so that an engine prepares it once. */
  key: string
  features: string[]
  decision: { output: string; class?: number }
  cells: FeatureCells
}

export type EngineRequest =
  | { kind: 'load'; model: ModelFile }
  | { kind: 'run'; model: ModelFile; feeds: Tensor[]; fetches: string[] }
  | { kind: 'prepare'; model: ModelFile; baseline: Baseline }
  | { kind: 'explain'; model: ModelFile; baselineKey: string; cells: FeatureCells }

export interface Explained {
  method: string
  exact: boolean
  space: string
  baseValue: number
  /** Row-major, rows × features. */
  contributions: Float64Array
  /** Standard error of each contribution, where it was sampled. */
  errors: Float64Array | null
  margins: Float64Array
  outputs: Float64Array
}

export interface EngineAnswers {
  load: { executionProvider: string; providerNote: string }
  run: { outputs: Tensor[]; deviceNs: bigint; executionProvider: string }
  prepare: { method: string; exact: boolean; space: string; why: string | null }
  explain: Explained
}

export type EngineReply = { id: number; ok: true; answer: EngineAnswers[keyof EngineAnswers] } | { id: number; ok: false; error: string; missing?: 'baseline' }
export type Numbered = EngineRequest & { id: number }
