'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { VersionView } from '#server/contracts/registry.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { formatCount, formatInterval, formatMetric, formatPercent } from '../../ui/format.ts'
import { Subhead } from '../../ui/section.tsx'
import { isDefined } from '../evidence/defined.ts'
import { ThresholdFigure } from '../evidence/threshold-figure.tsx'
import { measuresOf, nearestStep } from '../evidence/threshold-measures.ts'
import { resultOf } from '../evidence/typed-result.ts'

interface ThresholdConsequencesProps {
  /** The version whose newest evidence of performance shows them. */
  readonly of: VersionView
  /** The threshold that is looked at; null for the one that its evidence was made with. */
  readonly threshold: number | null
}

/** What a threshold decides on rows whose truth is known, as the newest evidence of a version counted it; nothing where there is none. */
export function ThresholdConsequences({ of, threshold }: ThresholdConsequencesProps) {
  const trpc = useTRPC()
  const { data } = useQuery(trpc.governance.listEvidence.queryOptions({ model: of.model, version: of.version, kind: 'performance', limit: 1 }))
  const evidence = data?.items[0]
  if (!evidence) return null
  const result = resultOf(evidence, 'performance')
  const row = result.task === 'binary' ? result.thresholds[nearestStep(result.thresholds, threshold ?? result.threshold)] : undefined
  if (result.task !== 'binary' || !row) return null
  const shown = measuresOf(row).filter(({ name }) => name === 'Precision' || name === 'Recall')
  return (
    <>
      <Subhead>What that decides, by the scores of version {of.version}</Subhead>
      <p style={{ maxWidth: 'var(--measure)' }} aria-live="polite">
        Of {formatCount(result.n)} rows with a known truth, version {of.version} decides {formatPercent(row.decidedPositive)} positive from{' '}
        {formatMetric(row.threshold, 2)} on
        {shown.map(({ name, measure }) =>
          isDefined(measure) ? `; ${name.toLowerCase()} ${formatMetric(measure.value, 3)} (${formatInterval(measure.lower, measure.upper, 3)})` : '',
        )}
        . Another file scores otherwise: <Link href={`/evidence/${evidence.id}`}>the evidence</Link> is of that version alone.
      </p>
      <div className="mt4">
        <ThresholdFigure rows={result.thresholds} looked={row} />
      </div>
    </>
  )
}
