'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTRPC } from '../../trpc/trpc.ts'
import { Empty } from '../../ui/empty.tsx'
import { Section } from '../../ui/section.tsx'
import { ExplanationResultPart } from '../evidence/explanation-result.tsx'
import type { TabProps } from './shown.ts'

/** Which features move the score, by the newest explanation evidence. */
export function ExplainTab({ model, version }: TabProps) {
  const trpc = useTRPC()
  const { data } = useSuspenseQuery(trpc.governance.listEvidence.queryOptions({ model, version, kind: 'explanation', limit: 1 }))
  const newest = data.items[0]
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
      <p className="note">
        From <Link href={`/evidence/${newest.id}`}>the newest explanation evidence</Link>. Single predictions are explained on{' '}
        <Link href={`/predictions?model=${encodeURIComponent(model)}`}>their own pages</Link>.
      </p>
    </>
  )
}
