'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import { useTRPC } from '../../trpc/trpc.ts'
import { Digest } from '../../ui/digest.tsx'
import { inWords } from '../../ui/format.ts'
import { Section } from '../../ui/section.tsx'
import { LineageFigure } from '../lineage/lineage-figure.tsx'
import type { TabProps } from './shown.ts'

/** From the training rows to what answers, beside the other versions that were made from the same data. */
export function LineageTab({ model, version }: TabProps) {
  const trpc = useTRPC()
  const key = { model, version }
  const { data: held } = useSuspenseQuery(trpc.registry.getVersion.queryOptions(key))
  const { data: lineage } = useSuspenseQuery(trpc.serving.getVersionLineage.queryOptions(key))
  const others = lineage.versions - 1
  const beside =
    held.dataset === null
      ? 'It names no data set'
      : others === 0
        ? `Nothing else was made from ${held.dataset}`
        : `${inWords(others).replace(/^./, (c) => c.toUpperCase())} more ${others === 1 ? 'version was' : 'versions were'} made from ${held.dataset}`
  return (
    <Section title="Lineage" lead={`From data to what answers. ${beside}.`}>
      <LineageFigure
        lineage={lineage}
        label={`Lineage of ${model} version ${version}`}
        csvName={`lineage-${model}-v${version}`}
        isHeavy={(line) => line.model === model && line.version === version}
        pointedOut={`${model} v${version}`}
      />
      {held.artifactDigest ? (
        <p className="note">
          Artifact <Digest value={held.artifactDigest} />, hashed again before the file is loaded
        </p>
      ) : null}
    </Section>
  )
}
