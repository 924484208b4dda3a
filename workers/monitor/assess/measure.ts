import type { EvidenceInput, EvidenceKind } from '#server/contracts/evidence.ts'
import { drift } from './drift.ts'
import { explanation } from './explanation.ts'
import { fairness } from './fairness.ts'
import { performance } from './performance.ts'
import type { Measured, TableFile } from './plan.ts'
import { quality } from './quality.ts'
import type { Subject } from './subject.ts'

type Measure = (subject: Subject) => Promise<{ parameters: Record<string, unknown>; result: Record<string, unknown> }>

const input = (role: string, file: TableFile): EvidenceInput => ({ role, snapshotId: file.snapshotId, digest: file.digest })

/** What each kind does, and which snapshots it looks at. */
const KINDS: Partial<Record<EvidenceKind, { run: Measure; reference: boolean }>> = {
  performance: { run: performance, reference: false },
  'data-quality': { run: quality, reference: true },
  drift: { run: drift, reference: true },
  fairness: { run: fairness, reference: false },
  explanation: { run: explanation, reference: true },
}

/** Measures one kind of evidence about a version. */
export async function measure(kind: EvidenceKind, subject: Subject): Promise<Measured> {
  const known = KINDS[kind]
  if (!known) throw new Error(`no worker measures ${kind}`)
  const inputs = [input('evaluation', subject.plan.evaluation), ...(known.reference ? [input('reference', subject.plan.reference)] : [])]
  return { kind, inputs, ...(await known.run(subject)) }
}
