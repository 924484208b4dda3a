import type { ReactNode } from 'react'
import type { RequestComparison } from '#server/contracts/comparison.ts'
import type { RequestView } from '#server/contracts/governance.ts'
import type { Outputs } from '../../trpc/trpc.ts'
import { inWords } from '../../ui/format.ts'
import { formatDate, formatInstant } from '../../ui/format-time.ts'
import type { StateName } from '../../ui/states.ts'
import { blockingOf, gatesInWords, listOf, missingOf, sentence } from './request-words.ts'

type Grant = Outputs['governance']['getGrant']

interface Answer {
  readonly state: StateName
  readonly answer: ReactNode
}

function openAnswer(request: RequestView, yours: boolean): Answer {
  const blocking = blockingOf(request.gates)
  const open = request.gates.filter((gate) => gate.state !== 'pass')
  if (blocking.length > 0) {
    return {
      state: blocking.some((gate) => gate.state === 'fail') ? 'fail' : 'inconclusive',
      answer: (
        <>
          <b>It cannot be approved:</b> {gatesInWords(blocking)}.
        </>
      ),
    }
  }
  const held =
    open.length === 0
      ? `All ${inWords(request.gates.length)} gates hold.`
      : `${sentence(gatesInWords(open))}, which does not block at ${request.riskTier} risk.`
  return {
    state: yours ? 'needs-you' : 'in-review',
    answer: (
      <>
        {held} <b>{yours ? 'It waits for your decision' : `It waits for ${missingOf(request) ?? 'a decision'}`}</b>.
      </>
    ),
  }
}

function approvedAnswer(request: RequestView, grant: Grant | null): Answer {
  const people = listOf(request.decisions.map((held) => held.actor.name))
  if (grant?.state === 'live') {
    return {
      state: 'approved',
      answer: (
        <>
          Approved by {people}. <b>It may serve until {formatDate(grant.expiresAt)}</b>.
        </>
      ),
    }
  }
  return {
    state: 'refused',
    answer: (
      <>
        Approved by {people},{' '}
        <b>but the grant {grant?.state === 'revoked' ? `was revoked on ${formatDate(grant.revokedAt)}` : `expired on ${formatDate(grant?.expiresAt)}`}</b>. It
        may not serve.
      </>
    ),
  }
}

/** The sentence that answers a request: can it be approved, was it, may it serve. */
export function requestAnswer(request: RequestView, grant: Grant | null, yours: boolean): Answer {
  if (request.state === 'open') return openAnswer(request, yours)
  if (request.state === 'approved') return approvedAnswer(request, grant)
  if (request.state === 'withdrawn') return { state: 'withdrawn', answer: <>Withdrawn on {formatInstant(request.closedAt)}. Nothing was granted.</> }
  const no = request.decisions.find((held) => held.decision === 'reject')
  return {
    state: 'rejected',
    answer: (
      <>
        <b>Rejected by {no?.actor.name}</b> on {formatInstant(request.closedAt)}. Nothing was granted.
      </>
    ),
  }
}

/** How many measures moved which way against the live version, in one sentence. */
export function comparisonLead({ live, measures }: RequestComparison): string {
  if (!live) return 'Nothing serves this model in its place now, so the measures stand for themselves.'
  const count = (reading: RequestComparison['measures'][number]['reading']) => measures.filter((measure) => measure.reading === reading).length
  const [better, worse, unclear] = [count('better'), count('worse'), count('unclear')]
  if (better + worse + unclear === 0) return `It would replace v${live.version}, which was not measured on the same things.`
  if (better + worse === 0) return `Against the live v${live.version} nothing can be told apart: the intervals of all ${inWords(unclear)} measures overlap.`
  const parts = [
    ...(worse > 0 ? [`${inWords(worse)} ${worse === 1 ? 'is' : 'are'} worse`] : []),
    ...(better > 0 ? [`${inWords(better)} ${better === 1 ? 'is' : 'are'} better`] : []),
    ...(unclear > 0 ? [`${inWords(unclear)} cannot be told apart`] : []),
  ]
  return `Against the live v${live.version}, of ${inWords(better + worse + unclear)} measures ${listOf(parts)}.`
}
