import type { Gate } from '#server/contracts/governance.ts'
import type { NewestEvidenceView } from '#server/contracts/evidence-summary.ts'

type Attribute = NonNullable<NewestEvidenceView['fairness']>['attributes'][number]

/** One protected attribute of one version. */
export interface FairnessRow extends Pick<NewestEvidenceView, 'model' | 'version' | 'team' | 'riskTier' | 'live' | 'evidence'> {
  /** Null: the dataset protects none, or nothing was measured. */
  readonly attribute: string | null
  readonly measured: Attribute | null
  /** What the policy in force says of it; null: no gate reads it. */
  readonly gate: Gate | null
}

const SEVERITY = ['fail', 'inconclusive', 'pass']

/** A fairness gate is named by its rule and the attribute; of several the worst counts. */
const gateOf = (gates: readonly Gate[], attribute: string): Gate | null =>
  gates.filter((gate) => gate.name.endsWith(`-${attribute}`)).toSorted((a, b) => SEVERITY.indexOf(a.state) - SEVERITY.indexOf(b.state))[0] ?? null

/** A row for each attribute that is protected or was measured; one without attribute where there is neither. */
export function fairnessRows(versions: readonly NewestEvidenceView[]): FairnessRow[] {
  return versions.flatMap((version): FairnessRow[] => {
    const { model, version: number, team, riskTier, live, evidence, gates } = version
    const shared = { model, version: number, team, riskTier, live, evidence }
    const measured = version.fairness?.attributes ?? []
    const names = [...new Set([...version.protectedAttributes, ...measured.map((one) => one.attribute)])]
    if (names.length === 0) return [{ ...shared, attribute: null, measured: null, gate: gates[0] ?? null }]
    return names.map((attribute) => ({
      ...shared,
      attribute,
      measured: measured.find((one) => one.attribute === attribute) ?? null,
      gate: gateOf(gates, attribute),
    }))
  })
}

export type FairnessState = 'fail' | 'inconclusive' | 'not-measured' | 'pass' | 'not-applicable'

/** How a row stands: by its gate where one reads it, else only whether it was measured. */
export function fairnessState(row: FairnessRow): FairnessState {
  if (row.attribute === null) return 'not-applicable'
  if (!row.measured) return 'not-measured'
  return row.gate?.state ?? (row.measured.ratio && 'value' in row.measured.ratio ? 'pass' : 'inconclusive')
}

const ORDER: readonly FairnessState[] = ['fail', 'inconclusive', 'not-measured', 'pass', 'not-applicable']

/** Sorts ascending to worst first: by state, live first, then by the lower ratio. */
export function fairnessOrder(row: FairnessRow): number {
  const ratio = row.measured?.ratio && 'value' in row.measured.ratio ? row.measured.ratio.value : 1
  return ORDER.indexOf(fairnessState(row)) * 4 + (row.live ? 0 : 2) + Math.min(1, ratio)
}
