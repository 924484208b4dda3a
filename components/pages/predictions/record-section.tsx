import Link from 'next/link'
import type { PredictionView } from '#server/contracts/serving.ts'
import type { RequestView } from '#server/contracts/governance.ts'
import type { Outputs } from '../../trpc/trpc.ts'
import { Digest, Id } from '../../ui/digest.tsx'
import { formatDuration } from '../../ui/format.ts'
import { KeyValue } from '../../ui/key-value.tsx'
import { Section } from '../../ui/section.tsx'
import { Time } from '../../ui/time.tsx'
import { listOf } from '../requests/request-words.ts'
import { priceWords } from './price-words.ts'

interface RecordSectionProps {
  readonly prediction: PredictionView
  readonly deployment: Outputs['serving']['getDeployment']
  readonly entityId: string | null
  readonly label: Outputs['serving']['listPredictionLabels']['items'][number] | undefined
}

/** What is on record of this prediction, whole ids to copy. */
export function RecordSection({ prediction, deployment, entityId, label }: RecordSectionProps) {
  return (
    <Section title="Record" lead="Committed before the answer left, and never changed.">
      <KeyValue
        items={[
          { label: 'Prediction', value: <Digest value={prediction.id} noun="prediction id" whole className="whitespace-normal break-all" /> },
          ...(prediction.requestId
            ? [{ label: 'Caller’s id', value: <Digest value={prediction.requestId} noun="caller’s id" whole className="whitespace-normal break-all" /> }]
            : []),
          ...(entityId ? [{ label: 'About', value: <Digest value={entityId} noun="entity id" whole className="whitespace-normal break-all" /> }] : []),
          { label: 'Served file', value: <Digest value={prediction.servingDigest} noun="serving digest" /> },
          {
            label: 'Deployment',
            value: (
              <>
                <Link href={`/deployments/${deployment.id}`}>{deployment.environment}</Link>, {prediction.variant}, on{' '}
                {prediction.executionProvider.toUpperCase()}
              </>
            ),
          },
          { label: 'Decided', value: <Time at={prediction.eventTime} form="absolute" /> },
          { label: 'Received', value: <Time at={prediction.receivedAt} form="absolute" /> },
          { label: 'Answered in', value: formatDuration(prediction.latencyMs) },
          { label: 'Cost', value: priceWords(prediction.cost) },
          { label: 'Trace', value: <Digest value={prediction.traceId} noun="trace id" whole className="whitespace-normal break-all" /> },
          {
            label: 'Label',
            value: label ? (
              <>
                <b>{label.label}</b>, observed <Time at={label.observedAt} form="absolute" />
              </>
            ) : (
              'Not known yet'
            ),
          },
        ]}
      />
    </Section>
  )
}

interface AuthoritySectionProps {
  readonly grant: Outputs['governance']['getGrant']
  readonly request: RequestView
}

/** Under whose signatures it was answered, and where that is proven. */
export function AuthoritySection({ grant, request }: AuthoritySectionProps) {
  return (
    <Section title="On whose authority" lead="A prediction without a grant cannot be recorded, and one that is not recorded is not answered.">
      <KeyValue
        items={[
          { label: 'Grant', value: <Id value={grant.id} /> },
          {
            label: 'Signed by',
            value: (
              <>
                {listOf(request.decisions.filter((held) => held.decision === 'approve').map((held) => held.actor.name))}, on{' '}
                <Link href={`/requests/${request.id}`}>the request</Link>
              </>
            ),
          },
          {
            label: 'Held',
            value: (
              <>
                from <Time at={grant.issuedAt} form="absolute" /> to <Time at={grant.revokedAt ?? grant.expiresAt} form="absolute" />
                {grant.revokedAt ? ', when it was revoked' : ''}
              </>
            ),
          },
          { label: 'Over bytes', value: <Digest value={grant.servingDigest} noun="granted digest" /> },
        ]}
      />
    </Section>
  )
}
