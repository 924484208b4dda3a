'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import type { PolicyDocument } from '#server/contracts/governance.ts'
import type { Outputs } from '../../trpc/trpc.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { Diff, TextDiff } from '../../ui/diff.tsx'
import { Subhead } from '../../ui/section.tsx'
import { SECTION_WORDS } from '../card/card-words.ts'
import { changedParts } from '../policies/changed-parts.ts'

type Change = NonNullable<Outputs['history']['getEventChange']['change']>

const LABEL = 'What was there before, and after'

/** Each section that was written, word by word. */
function CardChange({ before, after }: Change) {
  return Object.entries(after ?? {}).map(([section, text]) => (
    <div key={section} role="group" aria-label={`${SECTION_WORDS[section as keyof typeof SECTION_WORDS].title}, before and after`}>
      <p className="small strong mt2">{SECTION_WORDS[section as keyof typeof SECTION_WORDS].title}</p>
      <TextDiff before={String(before?.[section] ?? '')} after={String(text)} />
    </div>
  ))
}

function PolicyChange({ before, after }: Change) {
  if (!before || !after) return <Diff label={LABEL} before={before} after={after} />
  const [old, now] = changedParts(before as PolicyDocument, after as PolicyDocument)
  return <Diff label={LABEL} before={old} after={now} />
}

/** What a command changed, line by line; nothing where it changed nothing that was there. */
export function EventChange({ event }: { readonly event: string }) {
  const trpc = useTRPC()
  const { data } = useSuspenseQuery(trpc.history.getEventChange.queryOptions({ event }))
  if (!data.change) return null
  const { operation, change } = data
  return (
    <>
      <Subhead>{change.before ? 'Before and after' : 'The first of its kind, so all of it is new'}</Subhead>
      {operation === 'update-card' ? (
        <CardChange {...change} />
      ) : operation === 'publish-policy' ? (
        <PolicyChange {...change} />
      ) : (
        <Diff label={LABEL} before={change.before} after={change.after} />
      )}
    </>
  )
}
