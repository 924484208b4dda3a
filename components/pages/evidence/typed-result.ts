import type { EvidenceKind, EvidenceView } from '#server/contracts/evidence.ts'
import type { DriftResult } from '#server/kernel/drift/drift-result.ts'
import type { ExplanationSummary } from '#server/kernel/explain/summarise-explanation.ts'
import type { FairnessResult } from '#server/kernel/fairness/fairness-result.ts'
import type { SegmentsResult } from '#server/kernel/performance/assess-segments.ts'
import type { PerformanceResult } from '#server/kernel/performance/performance-result.ts'
import type { Coverage, Estimated } from './estimated-part.tsx'
import type { QualityResult } from '#server/kernel/quality/quality-result.ts'

export interface CardResult {
  complete: boolean
  missing: string[]
  revision?: number
}

/** What evidence about a window of production says beyond that about snapshots. */
interface WindowParts {
  drift: { outputs?: Pick<DriftResult, 'verdict' | 'features'> }
  performance: { coverage?: Coverage; estimated?: Estimated }
}

interface Results {
  performance: PerformanceResult & WindowParts['performance'] & { segments?: SegmentsResult }
  'data-quality': QualityResult
  drift: DriftResult & WindowParts['drift']
  fairness: FairnessResult
  explanation: ExplanationSummary & { whyNotExact?: string }
  card: CardResult
}

/** The result as its kernel wrote it: evidence is made by that kernel alone and never edited, so its kind says its type. */
export const resultOf = <K extends EvidenceKind>(evidence: Pick<EvidenceView, 'result'>, _kind: K): Results[K] => evidence.result as unknown as Results[K]
