'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import { barLegend, StackedBars } from '../../charts/stacked-bars.tsx'
import { Figure } from '../../charts/figure.tsx'
import { useTRPC } from '../../trpc/trpc.ts'
import { Empty } from '../../ui/empty.tsx'
import type { ValueFormat } from '../../ui/format.ts'
import { Section } from '../../ui/section.tsx'
import { instantsOf, type DayRange } from './costs-range.ts'
import { money } from './costs-words.ts'
import { dailySeries } from './daily-series.ts'

/** Sums of less than a cent are written as powers of ten: an axis of zeros says nothing. */
const CENT = 0.01
const axisFormat = (largest: number, currency: string): ValueFormat =>
  largest < CENT ? { as: 'metric' } : { as: 'money', currency, decimals: largest < 10 ? 2 : 0 }

/** Spend per day, stacked by model. */
export function DailyPart({ range, currency }: { readonly range: DayRange; readonly currency: string }) {
  const trpc = useTRPC()
  const { data } = useSuspenseQuery(trpc.finops.getDailyCosts.queryOptions(instantsOf(range)))
  const { series, positions, weekly } = dailySeries(data.items, range)
  const totals = positions.map(({ values }) => Object.values(values).reduce((sum, value) => sum + value, 0))
  const largest = Math.max(0, ...totals)
  const highest = positions[totals.indexOf(largest)]
  if (largest === 0)
    return (
      <Section title="Spend by model">
        <Empty title="Nothing was spent in these days">Choose other days, or deploy a version and ask it for predictions.</Empty>
      </Section>
    )
  return (
    <Section title="Spend by model">
      <Figure
        caption={`Most was spent ${weekly ? 'in the week of' : 'on'} ${highest?.x}: ${money(largest, currency)}.`}
        csvName="spend-by-model"
        legend={barLegend(series)}
        twin={{
          caption: `Spend per ${weekly ? 'week' : 'day'} and model`,
          columns: [
            { label: weekly ? 'Week of' : 'Day' },
            ...series.map((one) => ({ label: one.label, kind: 'number' as const })),
            { label: 'Total', kind: 'number' },
          ],
          rows: positions.map(({ x, values }, i) => [x, ...series.map((one) => money(values[one.key] ?? 0, currency)), money(totals[i] ?? 0, currency)]),
          csv: positions.map(({ x, values }, i) => [x, ...series.map((one) => values[one.key] ?? 0), totals[i] ?? 0]),
        }}
      >
        <StackedBars label={`Spend per ${weekly ? 'week' : 'day'} by model`} positions={positions} series={series} format={axisFormat(largest, currency)} />
      </Figure>
    </Section>
  )
}
