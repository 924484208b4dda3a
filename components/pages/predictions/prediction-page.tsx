'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import { Circle, CircleSlash2, Download } from 'lucide-react'
import Link from 'next/link'
import { parseAsInteger, useQueryState } from 'nuqs'
import type { ReactNode } from 'react'
import { Page } from '../../shell/page.tsx'
import { useTRPC } from '../../trpc/trpc.ts'
import type { Outputs } from '../../trpc/trpc.ts'
import { LinkButton } from '../../ui/button.tsx'
import { Columns } from '../../ui/columns.tsx'
import { formatDuration, plural, shortId } from '../../ui/format.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { Section } from '../../ui/section.tsx'
import { State } from '../../ui/state.tsx'
import { Time } from '../../ui/time.tsx'
import { InputsSection } from './inputs-section.tsx'
import { NeighboursSection } from './neighbours-section.tsx'
import { answeredClass, givenRow, inputsOfRow, outcomeOf, outputsOfRow, scoreWords } from './prediction-values.ts'
import type { Outcome } from './prediction-values.ts'
import { priceWords } from './price-words.ts'
import { ProofSection } from './proof-section.tsx'
import { AuthoritySection, RecordSection } from './record-section.tsx'
import { RowPicker } from './row-picker.tsx'
import { ValueTable } from './value-table.tsx'
import { WhatIfSection } from '../what-if/what-if-section.tsx'
import { WhySection } from './why-section.tsx'

function answerOf(outcome: Outcome | null, answered: string | null): ReactNode {
  if (!outcome && answered !== null) {
    return (
      <>
        The model answered class <b>{answered}</b>.
      </>
    )
  }
  if (!outcome) return 'Answered and on record. The version does not say which output decides.'
  const score = scoreWords(outcome.score, outcome.threshold)
  if (outcome.threshold === null) {
    return (
      <>
        The model answered <b>{score}</b>.
      </>
    )
  }
  return (
    <>
      Score {score} {outcome.positive ? '≥' : '<'} {outcome.threshold}: <b>decided {outcome.positive ? 'positive' : 'negative'}</b>.
    </>
  )
}

/** Whether the grant let it be answered at the moment it was received. */
function allowedThen(grant: Outputs['governance']['getGrant'], at: string): boolean {
  return grant.issuedAt <= at && at < grant.expiresAt && (grant.revokedAt === null || at < grant.revokedAt)
}

/** One recorded prediction: what came out and why, on whose authority, and what is known since. */
export function PredictionPage({ id }: { readonly id: string }) {
  const trpc = useTRPC()
  const { data: prediction } = useSuspenseQuery({ ...trpc.serving.getPrediction.queryOptions({ prediction: id }), staleTime: Infinity })
  const { data: version } = useSuspenseQuery(trpc.registry.getVersion.queryOptions({ model: prediction.model, version: prediction.version }))
  const { data: grant } = useSuspenseQuery(trpc.governance.getGrant.queryOptions({ grant: prediction.grantId }))
  const { data: request } = useSuspenseQuery(trpc.governance.getRequest.queryOptions({ request: grant.requestId }))
  const { data: deployment } = useSuspenseQuery(trpc.serving.getDeployment.queryOptions({ deployment: prediction.deploymentId }))
  const { data: labels } = useSuspenseQuery(trpc.serving.listPredictionLabels.queryOptions({ prediction: id }))
  const [asked, setRow] = useQueryState('row', parseAsInteger.withDefault(0).withOptions({ history: 'replace', scroll: false }))
  const row = Math.max(0, Math.min(prediction.rows - 1, asked))
  const outcome = outcomeOf(prediction, version.decision, row)
  const entityIds = prediction.entityIds ?? []
  const entityId = entityIds[row] ?? null
  const label = labels.items.filter((each) => each.row === row).at(-1)
  const inputs = inputsOfRow(prediction, version.features, row)
  const given = givenRow(inputs, version.features)
  const search = `/predictions?model=${prediction.model}`
  return (
    <Page breadcrumb={[{ label: 'Predictions', href: '/predictions' }, { label: prediction.model, href: search }, { label: shortId(id) }]} wide>
      <PageHead
        name="Prediction"
        meta={[shortId(id), prediction.rows > 1 ? `row ${row} of ${plural(prediction.rows, 'row')}` : '', entityId ? `about ${entityId}` : '']
          .filter(Boolean)
          .join(' · ')}
        actions={
          <LinkButton href={`/api/v1/predictions/${id}`} icon={<Download />} download={`prediction-${id}.json`}>
            Download record
          </LinkButton>
        }
        icon={outcome?.positive === false ? <CircleSlash2 className="i" aria-hidden /> : <Circle className="i" aria-hidden />}
        answer={answerOf(outcome, answeredClass(prediction, row))}
        lead={
          label ? (
            <>
              It turned out as <b>{label.label}</b>.
            </>
          ) : undefined
        }
        facts={[
          {
            label: 'Model',
            value: (
              <Link href={`/models/${prediction.model}/versions/${prediction.version}`}>
                {prediction.model} v{prediction.version}
              </Link>
            ),
          },
          { label: 'Decided', value: <Time at={prediction.eventTime} form="absolute" /> },
          { label: 'Latency', value: formatDuration(prediction.latencyMs) },
          {
            label: 'Allowed then?',
            value: allowedThen(grant, prediction.receivedAt) ? (
              <State state="allowed">By a live grant</State>
            ) : (
              <State state="refused">The grant had ended</State>
            ),
          },
          { label: 'Cost', value: priceWords(prediction.cost) },
          { label: 'Label', value: label ? label.label : <State state="waiting">Not known yet</State> },
        ]}
      />
      {prediction.rows > 1 ? <RowPicker rows={prediction.rows} row={row} entityIds={entityIds} onChange={(next) => void setRow(next)} /> : null}
      <WhySection prediction={id} row={row} threshold={outcome?.threshold ?? null} />
      {given ? <WhatIfSection key={row} model={prediction.model} version={prediction.version} start={given} startWords="as received" /> : null}
      <InputsSection prediction={id} row={row} values={inputs} />
      <Columns layout="even">
        <NeighboursSection prediction={id} row={row} positive={outcome?.positive ?? null} />
        <Section title="Outputs" lead="As answered.">
          <ValueTable caption={`Outputs of row ${row}`} noun="Output" values={outputsOfRow(prediction, row)} />
        </Section>
      </Columns>
      <Columns layout="even">
        <RecordSection prediction={prediction} deployment={deployment} entityId={entityId} label={label} />
        <div>
          <AuthoritySection grant={grant} request={request} />
          <ProofSection grantId={grant.id} />
        </div>
      </Columns>
    </Page>
  )
}
