'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { failureOf } from '../../trpc/problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { WhatIfAnswerPart } from './what-if-answer.tsx'
import { WhatIfForm } from './what-if-form.tsx'
import { changedFeatures, type Row } from './what-if-row.ts'

interface WhatIfSectionProps {
  readonly model: string
  readonly version: string
  /** Every feature of the version with the value that the row begins with. */
  readonly start: Row
  /** What that row is: "as received", "a typical row". */
  readonly startWords: string
}

/** Change a row and see what the model would answer, scored and explained by the file that serves; nothing is recorded. */
export function WhatIfSection({ model, version, start: given, startWords }: WhatIfSectionProps) {
  const trpc = useTRPC()
  // Evidence that comes meanwhile must not exchange the row that somebody is changing.
  const [start] = useState(given)
  const [row, setRow] = useState<Row | null>(null)
  const asked = { staleTime: 'static', retry: false } as const
  const first = useQuery({ ...trpc.explain.whatIf.queryOptions({ model, version, row: start }), ...asked })
  const changed = useQuery({
    ...trpc.explain.whatIf.queryOptions({ model, version, row: row ?? start }),
    ...asked,
    enabled: row !== null,
  })
  const ask = (next: Row | null) => {
    setRow(next)
    if (changed.isError && row !== null && next !== null && changedFeatures(row, next).length === 0) void changed.refetch()
  }
  const lead = `Change values of the row (${startWords}): the worker scores it with the model of this version and explains it. Nothing is recorded and nobody is answered.`
  if (first.error && !first.data) {
    return (
      <Section id="what-if" title="What if" lead={lead}>
        <Banner
          state="not-measured"
          title="This row cannot be scored now"
          action={
            <Button size="small" busy={first.isFetching} busyLabel="Scoring" onClick={() => void first.refetch()}>
              Try again
            </Button>
          }
        >
          {failureOf(first.error).message}
        </Banner>
      </Section>
    )
  }
  if (first.isPending) {
    return (
      <Section id="what-if" title="What if" lead={lead}>
        <div role="status" aria-label="The row is being scored" className="min-h-96">
          <Skeleton width="min(40rem, 100%)" />
        </div>
      </Section>
    )
  }
  return (
    <Section id="what-if" title="What if" lead={lead}>
      <WhatIfForm
        start={start}
        startWords={startWords}
        explanation={first.data.explanation}
        busy={changed.isFetching}
        failure={row !== null && changed.error ? failureOf(changed.error) : null}
        onAsk={ask}
      />
      <WhatIfAnswerPart before={first.data} after={row === null || changed.error ? null : (changed.data ?? null)} start={start} row={row ?? start} />
    </Section>
  )
}
