import type { Link } from '#server/kernel/explain/additive-model.ts'
import type { FeatureCells } from '#server/kernel/tensor/feeds.ts'
import type { Tensor } from '#server/kernel/tensor/datatype.ts'

export type { FeatureCells } from '#server/kernel/tensor/feeds.ts'

/** A file that an engine may load: it hashes what it read and refuses another digest. */
export interface ModelFile {
  /** `sha256:<hex>` of the bytes that are loaded. */
  digest: string
  path: string
}

export interface Baseline {
  /** Names the baseline together with features and decision, so that an engine prepares it once. */
  key: string
  features: string[]
  /** Without a class the score is the first column of the output. */
  decision: { output: string; class?: number }
  cells: FeatureCells
  /** The player of each feature, 0, 1, …, where some features are explained as one; by default each is its own. */
  players?: number[]
  /** Explains the output itself, where the file would give its margin. */
  space?: 'output'
  /** Also finds the interaction of every two players, where that is exact. */
  interactions?: boolean
  /** Trees by the ways that the baseline's rows take through them; refused where the file is no sum of trees. */
  pathDependent?: boolean
}

export type EngineRequest =
  | { kind: 'load'; model: ModelFile }
  /** Without fetches: every output. */
  | { kind: 'run'; model: ModelFile; feeds: Tensor[]; fetches: string[] }
  | { kind: 'prepare'; model: ModelFile; baseline: Baseline }
  | { kind: 'explain'; model: ModelFile; baselineKey: string; cells: FeatureCells }
  | ({ kind: 'score'; model: ModelFile } & Pick<Baseline, 'features' | 'decision' | 'cells'>)

/** How the rows of a prepared baseline are explained. */
export interface Explanation {
  method: string
  exact: boolean
  /** `log-odds`, `log-output`, `probit-margin` or `output`: what base value and contributions add up to. */
  space: string
  /** The space in words, with the class. */
  spaceText: string
  /** Output = link(margin). */
  link: Link
  /** Why the file cannot be explained exactly, else null. */
  why: string | null
  /** Rows that contributions are measured against: those of the baseline that the model gives a score. */
  baselineRows: number
  /** Mean margin of the baseline rows. */
  baseValue: number
  /** Whether trees are too deep for tables, so that a row takes its time. */
  isWalked: boolean
  /** Half a 95 % interval of a sampled contribution, in its standard errors; null where contributions are exact. */
  errorReach: number | null
  /** Leaves that no baseline row reaches, of path-dependent explanations. */
  leavesWithoutRows?: number
}

export interface Explained extends Explanation {
  /** Row-major, rows × players (features, unless the baseline groups them). */
  contributions: Float64Array
  /** Row-major, rows × pairs of players, at `pairIndex(i, j)`; null where they are not exact or were not asked for. */
  interactions: Float64Array | null
  /** How far base value and contributions may be from each row's output, through the link; null where they were not read from the file. */
  bounds: Float64Array | null
  /** Standard error of each contribution, where it was sampled. */
  errors: Float64Array | null
  /** Each row's own margin, not computed from the contributions. */
  margins: Float64Array
  /** The decision score of each row as ONNX Runtime returns it. */
  outputs: Float64Array
}

export interface Provider {
  /** `cuda` or `cpu`. */
  executionProvider: string
  /** Why this one. */
  providerNote: string
}

export interface EngineAnswers {
  load: Provider
  /** Nanoseconds in the session, without loading and copying. */
  run: { outputs: Tensor[]; deviceNs: bigint; executionProvider: string }
  prepare: Explanation
  explain: Explained
  /** The decision score of each row. */
  score: Float64Array
}

export type EngineAnswer = EngineAnswers[keyof EngineAnswers]
export type EngineReply = { id: number; ok: true; answer: EngineAnswer } | { id: number; ok: false; error: string; missing?: 'baseline' }
export type Numbered = EngineRequest & { id: number }
/** What a child says once, when it takes requests. */
export interface Ready {
  ready: true
}
