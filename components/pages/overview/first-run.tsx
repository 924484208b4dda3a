'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTRPC } from '../../trpc/trpc.ts'
import { LinkButton } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { Stepper } from '../../ui/stepper.tsx'
import { firstRunGuide } from './first-run-steps.ts'
import { GUIDED_DATASETS, GUIDED_MODELS } from './shown.ts'

/** The way to the first model in production, with what is done of it; for as long as nothing was ever deployed. */
export function FirstRun() {
  const trpc = useTRPC()
  const { data: datasets } = useSuspenseQuery(trpc.datasets.listDatasets.queryOptions(GUIDED_DATASETS))
  const { data: models } = useSuspenseQuery(trpc.serving.listStandings.queryOptions(GUIDED_MODELS))
  const { steps, next } = firstRunGuide({ datasets: datasets.items.length, models: models.items })
  return (
    <Section
      title="From a file to a prediction"
      lead="Nothing serves before it has evidence, signatures and a grant. This is the way there."
      actions={
        <LinkButton size="small" variant="primary" href={next.href}>
          {next.action}
        </LinkButton>
      }
    >
      <Stepper label="From a file to a prediction" steps={steps} />
      <p className="note">
        Engineers register and measure; reviewers and compliance officers sign what others registered, at high risk two of different roles. An administrator
        makes their accounts under <Link href="/settings/people">People</Link>. All of it works through the API too:{' '}
        <a href="/api/openapi.json">its description</a>.
      </p>
    </Section>
  )
}
