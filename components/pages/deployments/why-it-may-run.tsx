import Link from 'next/link'
import type { RequestView } from '#server/contracts/governance.ts'
import type { Outputs } from '../../trpc/trpc.ts'
import { Digest, Id } from '../../ui/digest.tsx'
import { KeyValue } from '../../ui/key-value.tsx'
import { Section } from '../../ui/section.tsx'
import { State } from '../../ui/state.tsx'
import { Time } from '../../ui/time.tsx'
import { listOf } from '../requests/request-words.ts'
import { grantStateWords } from './deployment-words.ts'

interface WhyItMayRunProps {
  readonly grant: Outputs['governance']['getGrant']
  readonly request: RequestView
}

/** The grant, who signed for it, and over which bytes. */
export function WhyItMayRun({ grant, request }: WhyItMayRunProps) {
  const { state, word } = grantStateWords(grant.state, grant.expiresAt)
  return (
    <Section title={grant.state === 'live' ? 'Why it may run' : 'Why it may not run'}>
      <KeyValue
        items={[
          { label: 'Allowed?', value: <State state={state}>{word}</State> },
          ...(grant.revokedAt
            ? [
                {
                  label: 'Revoked',
                  value: (
                    <>
                      <Time at={grant.revokedAt} form="absolute" />: “{grant.revokeReason}”
                    </>
                  ),
                },
              ]
            : []),
          { label: 'Grant', value: <Id value={grant.id} /> },
          { label: 'Allows', value: `${grant.model} v${grant.version} in ${grant.environment}` },
          {
            label: 'Until',
            value: <Time at={grant.expiresAt} form="absolute" />,
          },
          {
            label: 'Signed by',
            value: (
              <>
                {listOf(request.decisions.filter((held) => held.decision === 'approve').map((held) => held.actor.name))}, on{' '}
                <Link href={`/requests/${request.id}`}>the request</Link>
              </>
            ),
          },
          { label: 'Asked for by', value: request.openedBy.name },
          { label: 'Served bytes', value: <Digest value={grant.servingDigest} noun="serving digest" /> },
          { label: 'In the log', value: <Link href={`/audit?subject=grant:${grant.id}`}>Events of this grant</Link> },
        ]}
      />
    </Section>
  )
}
