'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import { scopeOf } from '#server/contracts/permissions.ts'
import type { RequestView } from '#server/contracts/governance.ts'
import type { StandingView } from '#server/contracts/standing.ts'
import { useMe } from '../../trpc/use-permission.ts'
import { LinkButton } from '../../ui/button.tsx'
import { DueList, type DueEntry } from '../../ui/event-list.tsx'
import { formatDate, formatDistance } from '../../ui/format-time.ts'
import { Section } from '../../ui/section.tsx'
import { State } from '../../ui/state.tsx'
import { blockingOf, gatesInWords } from '../requests/request-words.ts'
import { EvidenceLink, GateDetail } from '../evidence/evidence-link.tsx'
import { isOff } from '../models/production-words.ts'
import { ProductionPerformance } from '../models/production.tsx'
import { needsAttention, standingOrder, StandingMark } from '../models/standing.tsx'

const SHOWN = 8

interface DuePartProps {
  readonly live: readonly StandingView[]
  readonly requests: readonly RequestView[]
  readonly now: string
}

/** What is wrong or runs out, worst first, then the requests by age; a button where it is the person's to do. */
export function DuePart({ live, requests, now }: DuePartProps) {
  const me = useMe()
  const decides = scopeOf(me.role, 'request:decide') !== null
  const standing = live
    .filter((row) => needsAttention(row.standing))
    .toSorted((a, b) => standingOrder(a.standing) - standingOrder(b.standing))
    .map((row): DueEntry => ({
      id: row.model,
      state: <StandingMark row={row} now={now} />,
      text: <StandingLine row={row} />,
      action: <StandingAction row={row} />,
    }))
  const off = live.filter(isOff).map((row): DueEntry => ({
    id: `off:${row.model}`,
    state: (
      <State state={row.production?.performance?.reading === 'worse' ? 'contradicted' : 'drift'}>
        {row.production?.performance?.reading === 'worse' ? 'Does worse' : undefined}
      </State>
    ),
    text: <OffLine row={row} />,
    action: (
      <LinkButton size="small" href={`/deployments/${row.live?.deploymentId}/windows`}>
        Over time
      </LinkButton>
    ),
  }))
  const waiting = requests.toReversed().map((request): DueEntry => requestEntry(request, { decides: decides && canDecide(request, me.id), now }))
  const entries = [...standing, ...off, ...waiting]
  if (entries.length === 0) return null
  return (
    <Section title="Needs attention" lead="Worst first. What is yours to do has a button.">
      <DueList entries={entries.slice(0, SHOWN)} />
      {entries.length > SHOWN ? (
        <p className="note">
          {entries.length - SHOWN} more: <Link href="/requests">open the review queue</Link> or <Link href="/models">the models</Link>.
        </p>
      ) : null}
    </Section>
  )
}

const canDecide = (request: RequestView, me: string): boolean => request.openedBy.id !== me && !request.decisions.some((decision) => decision.actor.id === me)

function requestEntry(request: RequestView, { decides, now }: { readonly decides: boolean; readonly now: string }): DueEntry {
  const blocking = blockingOf(request.gates)
  const signed = request.decisions.filter((decision) => decision.decision === 'approve').length
  return {
    id: request.id,
    state: <State state={decides ? 'needs-you' : 'in-review'}>{decides ? undefined : `In review, ${formatDistance(request.openedAt, now)}`}</State>,
    text: (
      <Line name={`${request.model} v${request.version}`} href={`/requests/${request.id}`}>
        {blocking.length > 0
          ? `${gatesInWords(blocking)}, so it can only be rejected or withdrawn`
          : `${signed} of ${request.requiredApprovals} signatures for ${request.environment}`}
        <span className="muted"> · asked by {request.openedBy.name}</span>
      </Line>
    ),
    action: (
      <LinkButton size="small" variant={decides ? 'primary' : 'secondary'} href={`/requests/${request.id}`}>
        {decides ? 'Review' : 'Open request'}
      </LinkButton>
    ),
  }
}

function Line({ name, href, children }: { readonly name: string; readonly href: string; readonly children: ReactNode }) {
  return (
    <>
      <Link className="plain strong" href={href}>
        {name}
      </Link>
      : {children}
    </>
  )
}

const hrefOf = (row: StandingView): string => `/models/${row.model}/versions/${row.live?.version}`

function StandingLine({ row }: { readonly row: StandingView }) {
  return (
    <Line name={`${row.model} v${row.live?.version}`} href={hrefOf(row)}>
      {reasonOf(row)}
      <span className="muted"> · {row.team}</span>
    </Line>
  )
}

function reasonOf(row: StandingView): ReactNode {
  if (row.standing === 'refused')
    return `the grant ${row.live?.grantState === 'revoked' ? 'was revoked' : 'ended'} on ${formatDate(row.live?.grantEndedAt ?? row.live?.grantUntil, 'day-month')}; inference refuses it`
  if (row.standing === 'expires-soon') return `the grant ends on ${formatDate(row.live?.grantUntil, 'day-month')}`
  const gate = badGate(row)
  if (!gate) return 'its evidence is older than the policy allows'
  if (row.standing === 'stale') return <GateDetail gate={gate} text={gate.detail.split(' It said:')[0]?.replace(/^The /, 'the ')} />
  return (
    <>
      {gate.name}: <GateDetail gate={gate} />
    </>
  )
}

const badGate = (row: StandingView) => row.gates.find((one) => one.state === (row.standing === 'failing' ? 'fail' : 'inconclusive'))

/** What production says that approval did not: which window, how much, and the evidence. */
function OffLine({ row }: { readonly row: StandingView }) {
  const { drift, performance } = row.production ?? {}
  return (
    <Line name={`${row.model} v${row.live?.version}`} href={hrefOf(row)}>
      {performance?.reading === 'worse' ? (
        <>
          <ProductionPerformance performance={performance} /> in the {performance.size} from {formatDate(performance.from, 'day-month')}
        </>
      ) : null}
      {performance?.reading === 'worse' && drift?.verdict === 'drift' ? '; ' : null}
      {drift?.verdict === 'drift' ? (
        <>
          <EvidenceLink id={drift.evidenceId}>
            {drift.drifted} of {drift.judged} inputs and scores drifted
          </EvidenceLink>{' '}
          in the {drift.size} from {formatDate(drift.from, 'day-month')}
        </>
      ) : null}
      <span className="muted"> · {row.team}</span>
    </Line>
  )
}

function StandingAction({ row }: { readonly row: StandingView }) {
  const gone = row.standing === 'refused' || row.standing === 'expires-soon'
  const evidence = badGate(row)?.evidenceId
  return (
    <LinkButton size="small" href={gone ? hrefOf(row) : evidence ? `/evidence/${evidence}` : `${hrefOf(row)}/evidence`}>
      {gone ? 'Open version' : 'Open evidence'}
    </LinkButton>
  )
}
