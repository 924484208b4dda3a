import type { FeatureCells } from '#server/kernel/tensor/feeds.ts'
import type { Explained, Explanation } from '../protocol.ts'

/** A baseline, ready to explain rows of typed cells. */
export interface Prepared {
  explanation: Explanation
  /** What it holds in memory. */
  bytes: number
  explain: (cells: FeatureCells) => Promise<Explained>
}
