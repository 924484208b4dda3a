'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { Page } from '../../shell/page.tsx'
import { useTRPC } from '../../trpc/trpc.ts'
import { formatCount, formatPercent, plural } from '../../ui/format.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { Note, Section } from '../../ui/section.tsx'
import { metricTitle } from '#server/contracts/metric-titles.ts'
import { AssessNow } from './assess-now.tsx'
import { DriftOverTime } from './drift-over-time.tsx'
import { MetricOverTime } from './metric-over-time.tsx'
import { NoWindows } from './no-windows.tsx'
import { NotMeasured } from './not-measured.tsx'
import { SizeDialog } from './size-dialog.tsx'
import { fairnessSeries, headlineOf, metricSeries, newestAssessed } from './window-series.ts'
import { windowName } from './window-words.ts'
import { windowsAnswer } from './windows-answer.ts'
import { windowsInput } from './windows-input.ts'
import { WindowsTable } from './windows-table.tsx'

const POLL_MS = 5000

/** Production window by window: drift of inputs and scores, performance as labels come, fairness, and every window as a row. */
export function WindowsPage({ id }: { readonly id: string }) {
  const trpc = useTRPC()
  const { data: deployment } = useSuspenseQuery(trpc.serving.getDeployment.queryOptions({ deployment: id }))
  const { data: model } = useSuspenseQuery(trpc.registry.getModel.queryOptions({ model: deployment.model }))
  const { data } = useSuspenseQuery({ ...trpc.monitoring.listWindows.queryOptions(windowsInput(deployment)), refetchInterval: POLL_MS })
  const shown = data.items
  const newest = newestAssessed(shown)
  const metric = headlineOf(shown)
  const { state, answer, lead } = windowsAnswer(shown)
  const unknown = newest?.summary?.unknownAttributes ?? []
  const hourly = deployment.windowSize === 'hour'
  const points = metric === null ? [] : metricSeries(shown, metric)
  return (
    <Page breadcrumb={[{ label: 'Deployments', href: '/deployments' }, { label: deployment.model, href: `/deployments/${id}` }, { label: 'Over time' }]} wide>
      <PageHead
        name="Over time"
        meta={`${deployment.model} v${deployment.version} in ${deployment.environment} · ${model.team}`}
        state={state}
        answer={answer}
        lead={lead}
        actions={
          <>
            <SizeDialog deployment={deployment} team={model.team} />
            <AssessNow deployment={id} team={model.team} />
          </>
        }
        facts={
          newest?.summary
            ? [
                { label: 'Newest window', value: windowName(newest) },
                { label: 'Rows', value: formatCount(newest.rows) },
                { label: 'Labelled', value: formatPercent(newest.summary.coverage, 0) },
                { label: 'Old enough to be labelled', value: newest.summary.maturity === null ? 'not known' : formatPercent(newest.summary.maturity, 0) },
                { label: 'Deployment', value: <Link href={`/deployments/${id}`}>{deployment.model}</Link> },
              ]
            : []
        }
      />
      {newest ? (
        <>
          <Section title="Drift" lead="Inputs against the reference, scores against those on the reference; PSI 0.10 is dashed.">
            <DriftOverTime windows={shown} />
          </Section>
          {metric === null ? null : (
            <Section title="Performance" lead="As far as labels have come; a window is measured again when more come.">
              <MetricOverTime
                name={metricTitle(metric)}
                caption={`${metricTitle(metric)} of ${plural(points.length, 'window')}, with its 95 % interval.`}
                points={points}
                hourly={hourly}
                csvName="performance-over-time"
                counted="labelled rows"
              />
            </Section>
          )}
          {fairnessSeries(shown).map(({ attribute, points: ratios }) => (
            <Section key={attribute} title={`Fairness by ${attribute}`} lead="Ratio of selection rates, smallest over largest, where the attribute is known.">
              <MetricOverTime
                name="Ratio"
                caption={`Ratio of selection rates by ${attribute}; 0.80 is four fifths.`}
                points={ratios}
                hourly={hourly}
                csvName={`fairness-${attribute}-over-time`}
                counted="rows where it is known"
                limits={[{ axis: 'y', value: 0.8, label: 'four fifths, 0.80' }]}
              />
            </Section>
          ))}
        </>
      ) : null}
      <Section title="Windows" lead="Each links the evidence about it; earlier revisions remain on record.">
        {shown.length === 0 ? <NoWindows /> : <WindowsTable windows={shown} metric={metric} />}
        {newest?.summary ? <NotMeasured summary={newest.summary} /> : null}
        {unknown.length > 0 ? (
          <Note>
            Nothing is known in production of {unknown.join(', ')}: fairness by {unknown.length === 1 ? 'it' : 'them'} is not measured here.
          </Note>
        ) : null}
      </Section>
    </Page>
  )
}
