import Link from 'next/link'
import type { Decision, VersionView } from '#server/contracts/registry.ts'
import { Digest } from '../../ui/digest.tsx'
import { plural } from '../../ui/format.ts'
import type { Fact } from '../../ui/key-value.tsx'
import { decisionWords } from '../version/decision-words.ts'

export interface Recorded {
  readonly model: string
  readonly version: string
  readonly artifactDigest: string | null
  readonly servingDigest?: string | null
  readonly dataset: string | null
  readonly features: readonly string[]
  readonly decision: Decision | null
  readonly trainingSnapshot: string | null
  readonly sourceRun: string | null
  readonly sourceCommit: string | null
  readonly by: string
}

const none = <span className="num-miss">–</span>

/** What the record of a version holds, one fact a line; a dash for what is not declared. */
export const recordedFacts = (recorded: Recorded): Fact[] => [
  { label: 'Version', value: `${recorded.model} v${recorded.version}` },
  { label: 'Artifact', value: <Digest value={recorded.artifactDigest} /> },
  ...(recorded.servingDigest
    ? [{ label: 'Served bytes', value: recorded.servingDigest === recorded.artifactDigest ? 'the same' : <Digest value={recorded.servingDigest} /> }]
    : []),
  { label: 'Dataset', value: recorded.dataset ? <Link href={`/datasets/${recorded.dataset}`}>{recorded.dataset}</Link> : none },
  { label: 'Features', value: recorded.features.length > 0 ? plural(recorded.features.length, 'column') : none },
  { label: 'Decision', value: recorded.decision ? decisionWords(recorded.decision) : none },
  { label: 'Trained on', value: recorded.trainingSnapshot ? <Digest value={recorded.trainingSnapshot} noun="snapshot id" /> : none },
  { label: 'Source run', value: recorded.sourceRun || none },
  { label: 'Commit', value: recorded.sourceCommit ? <code>{recorded.sourceCommit.slice(0, 12)}</code> : none },
  { label: 'Registered by', value: recorded.by },
]

/** The version before, as what a new one is compared with: the newest that passed intake. Pure. */
export const comparedWith = (versions: readonly VersionView[], below?: string): VersionView | null =>
  versions.find((version) => version.status === 'ready' && (below === undefined || Number(version.version) < Number(below))) ?? null
