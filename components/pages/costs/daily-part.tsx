'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import { barLegend, StackedBars } from '../../charts/stacked-bars.tsx'
import { Figure } from '../../charts/figure.tsx'
import { useTRPC } from '../../trpc/trpc.ts'
import { Empty } from '../../ui/empty.tsx'
import { missing, type ValueFormat } from '../../ui/format.ts'
import { Note, Section } from '../../ui/section.tsx'
import { daysOfMonth, instantsOf, type DayRange } from './costs-range.ts'
import { money } from './costs-words.ts'
import { dailySeries } from './daily-series.ts'
import { dailyTwin } from './daily-twin.ts'
import { methodWords } from './forecast-words.ts'

/** Sums of less than a cent are written as powers of ten: an axis of zeros says nothing. */
const CENT = 0.01
const axisFormat = (largest: number, currency: string): ValueFormat =>
  largest < CENT ? { as: 'metric' } : { as: 'money', currency, decimals: largest < 10 ? 2 : 0 }

/** A budget further above the bars than this is told instead of drawn: beside it they would be flat. */
const MOST_ABOVE = 4

interface DailyPartProps {
  readonly range: DayRange
  readonly today: string
  readonly currency: string
  /** What a month may cost in all, where it is known. */
  readonly budget: string | null
}

/** Spend per day, stacked by model; where today is the last day, the rest of the month as it is likely to be. */
export function DailyPart({ range, today, currency, budget }: DailyPartProps) {
  const trpc = useTRPC()
  const { data } = useSuspenseQuery(trpc.finops.getDailyCosts.queryOptions(instantsOf(range)))
  const { data: month } = useSuspenseQuery(trpc.finops.getMonthSpend.queryOptions({}))
  const { series, positions, weekly } = dailySeries(data.items, range, range.to === today ? month.forecast?.days : [])
  const totals = positions.map(({ values }) => Object.values(values).reduce((sum, value) => sum + value, 0))
  const most = Math.max(0, ...totals)
  const highest = positions[totals.indexOf(most)]
  const line = budget === null || weekly || range.to !== today ? null : Number(budget) / daysOfMonth(today)
  const reached = Math.max(most, ...positions.map(({ forecast }) => forecast?.upper ?? 0))
  const drawn = line !== null && line <= MOST_ABOVE * reached ? line : null
  const ahead = positions.some(({ forecast }) => forecast)
  if (most === 0)
    return (
      <Section title="Spend by model">
        <Empty title="Nothing was spent in these days">Choose other days, or deploy a version and ask it for predictions.</Empty>
      </Section>
    )
  const unit = weekly ? 'week' : 'day'
  return (
    <Section title="Spend by model">
      <Figure
        caption={`Most was spent ${weekly ? 'in the week of' : 'on'} ${highest?.x ?? missing}: ${money(most, currency)}.`}
        csvName={`spend-by-model-${range.from}-${range.to}`}
        legend={barLegend(series, ahead)}
        twin={dailyTwin({ series, positions, unit, currency })}
      >
        <StackedBars
          label={`Spend per ${unit} by model`}
          positions={positions}
          series={series}
          format={axisFormat(Math.max(reached, drawn ?? 0), currency)}
          threshold={drawn === null ? undefined : { value: drawn, label: `Budget ${money(drawn, currency)} a day` }}
        />
      </Figure>
      {line !== null && drawn === null ? <Note>The budget of {money(line, currency)} a day is far above what is drawn.</Note> : null}
      {ahead ? <Note>{methodWords(month)}</Note> : null}
    </Section>
  )
}
