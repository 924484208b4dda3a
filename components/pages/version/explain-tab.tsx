'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTRPC } from '../../trpc/trpc.ts'
import { Empty } from '../../ui/empty.tsx'
import { Section } from '../../ui/section.tsx'
import { ExplanationResultPart } from '../evidence/explanation-result.tsx'
import { resultOf } from '../evidence/typed-result.ts'
import { typicalRow } from '../what-if/typical-row.ts'
import { WhatIfSection } from '../what-if/what-if-section.tsx'
import type { TabProps } from './shown.ts'

/** Which features move the score, by the newest explanation evidence. */
export function ExplainTab({ model, version }: TabProps) {
  const trpc = useTRPC()
  const { data } = useSuspenseQuery(trpc.governance.listEvidence.queryOptions({ model, version, kind: 'explanation', limit: 1 }))
  const { data: quality } = useSuspenseQuery(trpc.governance.listEvidence.queryOptions({ model, version, kind: 'data-quality', limit: 1 }))
  const { data: held } = useSuspenseQuery(trpc.registry.getVersion.queryOptions({ model, version }))
  const newest = data.items[0]
  const [profile] = quality.items
  const typical = profile ? typicalRow(held.features, resultOf(profile, 'data-quality').columns) : null
  if (!newest) {
    return (
      <Section title="What moves the score">
        <Empty title="Not explained yet">Run an assessment of the kind explanation. Afterwards single predictions of this version can be explained too.</Empty>
      </Section>
    )
  }
  return (
    <>
      <ExplanationResultPart evidence={newest} />
      {typical ? <WhatIfSection key={`${model}/${version}`} model={model} version={version} start={typical} startWords="a typical row" /> : null}
      <p className="note">
        From <Link href={`/evidence/${newest.id}`}>the newest explanation evidence</Link>. Single predictions are explained on{' '}
        <Link href={`/predictions?model=${encodeURIComponent(model)}`}>their own pages</Link>.
      </p>
    </>
  )
}
