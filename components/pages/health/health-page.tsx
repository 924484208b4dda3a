'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { parseAsString, useQueryState } from 'nuqs'
import { useMemo, useState } from 'react'
import { Page } from '../../shell/page.tsx'
import { useTRPC } from '../../trpc/trpc.ts'
import { Columns } from '../../ui/columns.tsx'
import { formatCount, plural } from '../../ui/format.ts'
import { formatDate, formatDistance } from '../../ui/format-time.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { Section } from '../../ui/section.tsx'
import { SegmentedLinks } from '../../ui/segmented.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { sumOf } from '#server/kernel/finops/price.ts'
import { dayOf } from '../costs/costs-range.ts'
import { money } from '../costs/costs-words.ts'
import { ModelTabs } from '../model/model-tabs.tsx'
import { readDay } from './day-reading.ts'
import { DayPart } from './day-part.tsx'
import { healthAnswer } from './health-answer.ts'
import { healthMarks } from './health-marks.ts'
import { healthHref, healthInput, isAsked, shownDays, startOf, USUAL, zoomed, type AskedRange, type Days } from './health-range.ts'
import { MarksPart } from './marks-part.tsx'
import { Timeline } from './timeline.tsx'

interface HealthPageProps {
  readonly model: string
  readonly range: AskedRange
  readonly now: string
}

const RANGES = [...USUAL, 'all' as const]

/** A model over time: causes above their effects on one axis, each day of it readable. */
export function HealthPage({ model, range, now }: HealthPageProps) {
  const trpc = useTRPC()
  const router = useRouter()
  const today = now.slice(0, 10)
  const at = Date.parse(now)
  const { data: health } = useSuspenseQuery(trpc.monitoring.getModelHealth.queryOptions(healthInput(model, range, today)))
  const [asked, setAsked] = useQueryState('day', parseAsString.withOptions({ history: 'replace', scroll: false }))
  const [under, setUnder] = useState<string | null>(null)
  const shown = useMemo(() => shownDays(range, health.since, today), [range, health.since, today])
  const life = useMemo(() => shownDays({ last: 'all' }, health.since, today), [health.since, today])
  const marks = useMemo(() => healthMarks(health, at), [health, at])
  const inView = marks.filter((mark) => dayOf(mark.at) >= shown.from && dayOf(mark.at) <= shown.to)
  const picked = asked !== null && asked >= shown.from && asked <= shown.to ? asked : shown.to
  const day = under ?? picked
  const { state, answer, strong, lead } = healthAnswer(health, marks)
  const go = (days: AskedRange) => router.push(healthHref(model, days, asked), { scroll: false })
  const zoom = (factor: 0.5 | 2) => go(zoomed(shown, picked, factor, life.from, today))
  const step = (towards: 1 | -1) => {
    const days = [...new Set(inView.map((mark) => dayOf(mark.at)))].toSorted()
    const next = towards === 1 ? days.find((one) => one > picked) : days.findLast((one) => one < picked)
    if (next) void setAsked(next)
  }
  useShortcuts([
    { keys: '+', label: 'Zoom in', group: 'Timeline', run: () => zoom(0.5) },
    { keys: '-', label: 'Zoom out', group: 'Timeline', run: () => zoom(2) },
    { keys: ',', label: 'Event before', group: 'Timeline', run: () => step(-1) },
    { keys: '.', label: 'Event after', group: 'Timeline', run: () => step(1) },
  ])
  return (
    <Page breadcrumb={[{ label: 'Models', href: '/models' }, { label: model, href: `/models/${model}` }, { label: 'Health' }]} wide>
      <PageHead
        name={model}
        meta={`health · all versions since ${formatDate(health.since)} · ${health.team}`}
        state={state}
        answer={
          <>
            {answer} {strong ? <b>{strong}</b> : null}
          </>
        }
        lead={lead}
        facts={factsOf(health, shown, now)}
      />
      <ModelTabs model={model} />
      <Section
        bare
        title="Timeline"
        lead="One axis for everything, so that causes stand above their effects."
        actions={
          <SegmentedLinks
            label="Days"
            options={RANGES.map((last) => ({
              href: healthHref(model, { last }, asked),
              label: last === 'all' ? 'All' : `${last} d`,
              current: isAsked(range, last),
            }))}
          />
        }
      >
        <Timeline
          health={health}
          marks={marks}
          life={life}
          shown={shown}
          day={day}
          picked={picked}
          now={at}
          onRead={setUnder}
          onPick={(next) => void setAsked(next)}
          onRange={go}
          onZoom={zoom}
        />
        <TimelineKeys />
      </Section>
      <Columns layout="even">
        <DayPart reading={readDay(health, marks, day, at)} health={health} />
        <MarksPart model={model} marks={inView} total={marks.length} />
      </Columns>
    </Page>
  )
}

function factsOf({ deployments, days, currency, windows, windowsTotal }: Parameters<typeof healthMarks>[0], shown: Days, now: string) {
  const live = deployments.find(({ state }) => state === 'active')
  const earlier = [...new Set(deployments.filter(({ state }) => state !== 'active').map(({ version }) => `v${version}`))]
  const since = formatDate(startOf(shown.from), 'day-month')
  return [
    {
      label: 'Live',
      value: live ? (
        <Link href={`/deployments/${live.id}`}>
          v{live.version} since {formatDate(live.createdAt, 'day-month')}, {formatDistance(live.createdAt, now)}
        </Link>
      ) : (
        'nothing'
      ),
    },
    { label: 'Earlier', value: earlier.slice(0, 4).join(', ') || 'none' },
    { label: `Windows since ${since}`, value: formatCount(windowsTotal) },
    { label: 'That drifted', value: formatCount(windows.filter(({ drift }) => drift?.verdict === 'drift').length) },
    {
      label: `Rows since ${since}`,
      value:
        windows.length < windowsTotal
          ? 'not summed'
          : plural(
              windows.reduce((sum, { rows }) => sum + rows, 0),
              'row',
            ),
    },
    { label: `Cost since ${since}`, value: money(sumOf(days.map(({ amount }) => amount)), currency) },
  ]
}

function TimelineKeys() {
  return (
    <>
      <p className="legend mt3">
        <span>— all labels in</span>
        <span>– – some labels in</span>
        <span>··· estimated</span>
        <span>dashed ink: limit</span>
        <span>dashed grey: measured before approval</span>
        <span>blue dashed: the day that is read</span>
      </p>
      <p className="keys">
        <span>
          <kbd>+</kbd>
          <kbd>-</kbd>zoom
        </span>
        <span>
          <kbd>←</kbd>
          <kbd>→</kbd>move a day in the focused timeline
        </span>
        <span>
          <kbd>,</kbd>
          <kbd>.</kbd>event before, after
        </span>
        <span>
          <kbd>t</kbd>table
        </span>
      </p>
    </>
  )
}
