'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import type { NewestEvidenceView } from '#server/contracts/evidence-summary.ts'
import { Page } from '../../shell/page.tsx'
import { useTRPC } from '../../trpc/trpc.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { formatCount, formatMetric, formatPercent, plural } from '../../ui/format.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { Note, Section } from '../../ui/section.tsx'
import { State } from '../../ui/state.tsx'
import { stateOf, states } from '../../ui/states.ts'
import { countsWords, driftAnswer, driftOrder } from './drift-words.ts'
import { newestInput } from './newest-input.ts'
import { NothingToMeasure } from './nothing-to-measure.tsx'
import { evidenceColumn, versionColumns } from './version-cells.tsx'

const columnsOf = (now: string): readonly DataColumn<NewestEvidenceView>[] => [
  ...versionColumns<NewestEvidenceView>(),
  {
    id: 'verdict',
    header: 'Verdict',
    value: (row) => states[stateOf(row.drift?.verdict)].word,
    cell: (row) => <State state={stateOf(row.drift?.verdict)} />,
    order: driftOrder,
    filter: true,
    nowrap: true,
  },
  {
    id: 'features',
    header: 'Drifted',
    value: (row) => row.drift?.counts.drift,
    cell: (row) => countsWords(row) ?? <span className="num-miss">–</span>,
    kind: 'number',
    sort: 'desc',
  },
  {
    id: 'worst',
    header: 'Changed most',
    value: (row) => row.drift?.worst[0]?.feature,
    cell: (row) => <Worst row={row} />,
    sort: false,
  },
  { id: 'psi', header: 'PSI', value: (row) => row.drift?.worst[0]?.psi, cell: (row) => formatMetric(row.drift?.worst[0]?.psi), kind: 'number', sort: 'desc' },
  {
    id: 'moved',
    header: 'Rows moved',
    value: (row) => row.drift?.worst[0]?.movedShare,
    cell: (row) => formatPercent(row.drift?.worst[0]?.movedShare),
    kind: 'number',
    sort: 'desc',
  },
  {
    id: 'rows',
    header: 'Rows compared',
    value: (row) => row.drift?.currentRows,
    cell: (row) => (row.drift ? `${formatCount(row.drift.currentRows)} with ${formatCount(row.drift.referenceRows)}` : <span className="num-miss">–</span>),
    kind: 'number',
    sort: 'desc',
  },
  evidenceColumn(now),
]

function Worst({ row }: { readonly row: NewestEvidenceView }) {
  const [first] = row.drift?.worst ?? []
  if (!first) return <span className="num-miss">–</span>
  const others = row.drift?.worst.slice(1).filter((other) => other.verdict === 'drift') ?? []
  return (
    <>
      {first.feature}
      {others.length > 0 ? <span className="sub2">then {others.map((other) => other.feature).join(', ')}</span> : null}
    </>
  )
}

/** Which live versions see other data than they were made on. */
export function DriftPage({ cursor, now }: { readonly cursor: string | undefined; readonly now: string }) {
  const trpc = useTRPC()
  const { data } = useSuspenseQuery(trpc.governance.listNewestEvidence.queryOptions(newestInput('drift', cursor)))
  const rows = data.items
  const { before, strong, after } = driftAnswer(rows)
  const live = rows.filter((row) => row.live)
  const worst = live.toSorted((a, b) => driftOrder(a) - driftOrder(b)).find((row) => row.drift?.verdict === 'drift')
  const state = worst ? 'drift' : live.some((row) => row.drift) ? 'stable' : 'not-measured'
  return (
    <Page breadcrumb={[{ label: 'Drift' }]} wide>
      <PageHead
        name="Drift"
        meta={plural(rows.length, 'version')}
        state={state}
        answer={
          <>
            {before}
            {strong ? <b>{strong}</b> : null}
            {after}
          </>
        }
        lead={
          worst
            ? `${worst.model} v${worst.version}: ${worst.drift?.worst[0]?.feature}. ${worst.drift?.worst[0]?.detail ?? ''}`
            : 'Each version by the newest comparison of the rows it is given with the rows it was made on.'
        }
      />
      <Section title="By version" lead="What serves and what would be next. Worst first; what was never measured stands before what is stable.">
        <DataTable
          caption="Newest drift evidence by version"
          noun={['version', 'versions']}
          columns={columnsOf(now)}
          rows={rows}
          rowKey={(row) => `${row.model}/${row.version}`}
          defaultSort="verdict"
          search="Filter by model or feature"
          csvName="drift"
          pager={
            cursor || data.nextCursor
              ? { newerHref: cursor ? '/drift' : null, olderHref: data.nextCursor ? `/drift?cursor=${data.nextCursor}` : null }
              : undefined
          }
          empty={<NothingToMeasure what="drift" />}
        />
        <Note>
          A feature has drifted when the change is more than chance (Benjamini-Hochberg over all features) and large enough to matter; the limits are in each
          evidence.
        </Note>
      </Section>
    </Page>
  )
}
