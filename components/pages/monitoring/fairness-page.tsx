'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import { Page } from '../../shell/page.tsx'
import { useTRPC } from '../../trpc/trpc.ts'
import { formatMetric, inWords, plural } from '../../ui/format.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { fairnessOrder, fairnessRows, fairnessState, type FairnessRow } from './fairness-rows.ts'
import { FairnessTable } from './fairness-table.tsx'
import { newestInput } from './newest-input.ts'

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function answerOf(rows: readonly FairnessRow[]) {
  const live = rows.filter((row) => row.live && row.attribute !== null)
  const failing = live.filter((row) => fairnessState(row) === 'fail')
  const unknown = live.filter((row) => ['not-measured', 'inconclusive'].includes(fairnessState(row)))
  if (rows.length === 0) return 'No version is registered yet, so there is nothing to measure.'
  if (live.length === 0) return 'Nothing live has protected attributes; what would be next stands below.'
  const open = unknown.length > 0 ? `; ${inWords(unknown.length)} ${unknown.length === 1 ? 'is' : 'are'} not known` : ''
  if (failing.length === 0)
    return unknown.length === live.length
      ? 'How groups are treated is not known for any live version.'
      : `No live version treats a group worse than the policy allows${open}.`
  return (
    <>
      <b>
        {capital(inWords(failing.length))} of {plural(live.length, 'measure')} on live versions {failing.length === 1 ? 'fails' : 'fail'}
      </b>{' '}
      the limit of the policy{open}.
    </>
  )
}

function leadOf(rows: readonly FairnessRow[]): string {
  const worst = rows.toSorted((a, b) => fairnessOrder(a) - fairnessOrder(b))[0]
  const between = worst?.measured?.lowest && worst.measured.highest ? { low: worst.measured.lowest, high: worst.measured.highest } : null
  const ratio = worst?.measured?.ratio
  if (!worst || !between || !ratio || !('value' in ratio)) return 'Rates are of the favourable outcome, compared between groups of each protected attribute.'
  return `${worst.live ? '' : 'Not live: '}${worst.model} v${worst.version}, ${worst.attribute}: ${between.low.group} is favoured ${formatMetric(ratio.value, 3)} times as often as ${between.high.group}.`
}

/** Whether groups are treated alike by what serves and what would be next. */
export function FairnessPage({ cursor, now }: { readonly cursor: string | undefined; readonly now: string }) {
  const trpc = useTRPC()
  const { data } = useSuspenseQuery(trpc.governance.listNewestEvidence.queryOptions(newestInput('fairness', cursor)))
  const rows = fairnessRows(data.items)
  const live = rows.filter((row) => row.live && row.attribute !== null).map(fairnessState)
  const state = live.includes('fail') ? 'fail' : live.includes('pass') ? 'pass' : 'not-measured'
  const pager =
    cursor || data.nextCursor
      ? { newerHref: cursor ? '/fairness' : null, olderHref: data.nextCursor ? `/fairness?cursor=${data.nextCursor}` : null }
      : undefined
  return (
    <Page breadcrumb={[{ label: 'Fairness' }]} wide>
      <PageHead
        name="Fairness"
        meta={`${plural(data.items.length, 'version')}, newest evidence of each`}
        state={state}
        answer={answerOf(rows)}
        lead={leadOf(rows)}
      />
      <FairnessTable rows={rows} pager={pager} now={now} />
    </Page>
  )
}
