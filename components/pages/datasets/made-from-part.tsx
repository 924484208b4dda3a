'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTRPC } from '../../trpc/trpc.ts'
import { Section } from '../../ui/section.tsx'
import { LineageFigure } from '../lineage/lineage-figure.tsx'
import { reachAnswer } from '../lineage/lineage-words.ts'

/** Downstream of a data set: what was made from it, and what of that serves. */
export function MadeFromPart({ dataset }: { readonly dataset: string }) {
  const trpc = useTRPC()
  const { data } = useSuspenseQuery(trpc.serving.getDatasetLineage.queryOptions({ dataset }))
  return (
    <Section
      title="What was made from it"
      actions={<Link href={`/lineage?dataset=${encodeURIComponent(dataset)}`}>Lineage</Link>}
      lead={data.versions === 0 ? 'No version was made from it yet.' : reachAnswer('It', data)}
    >
      {data.lines.length === 0 ? null : (
        <LineageFigure
          lineage={data}
          label={`What was made from ${dataset}`}
          csvName={`lineage-${dataset}`}
          isHeavy={(line) => line.deployment?.state === 'active'}
          pointedOut={data.live === 0 ? 'what serves; nothing does now' : 'what serves now'}
        />
      )}
    </Section>
  )
}
