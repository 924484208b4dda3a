'use client'

import { useQuery } from '@tanstack/react-query'
import { failureOf } from '../../trpc/problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { ExplanationFigure } from './explanation-figure.tsx'
import { explanationLead } from './explanation-words.ts'

interface WhySectionProps {
  readonly prediction: string
  readonly row: number
  readonly threshold: number | null
}

/** How the score of one row came about; asked for only when the page is open, as it may have to be computed. */
export function WhySection({ prediction, row, threshold }: WhySectionProps) {
  const trpc = useTRPC()
  const { data, error, isPending, isFetching, refetch } = useQuery({
    ...trpc.explain.explainPrediction.queryOptions({ prediction, row }),
    staleTime: 'static',
    retry: false,
  })
  if (error && !data) {
    return (
      <Section title="Why">
        <Banner
          state="not-measured"
          title="This row has no explanation now"
          action={
            <Button size="small" busy={isFetching} busyLabel="Explaining" onClick={() => void refetch()}>
              Try again
            </Button>
          }
        >
          {failureOf(error).message} The prediction itself is on record all the same.
        </Banner>
      </Section>
    )
  }
  if (isPending) {
    return (
      <Section title="Why" lead="Contributions of the inputs are being computed.">
        <div role="status" aria-label="The explanation is being computed" className="min-h-96">
          <Skeleton width="min(40rem, 100%)" />
        </div>
      </Section>
    )
  }
  return (
    <Section title="Why" lead={explanationLead(data)}>
      <ExplanationFigure explanation={data} of={`row ${row}`} threshold={threshold} csvName={`explanation-${prediction}-${row}`} />
    </Section>
  )
}
