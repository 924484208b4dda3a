'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import { Page } from '../../shell/page.tsx'
import { useTRPC } from '../../trpc/trpc.ts'
import { formatDate, formatInstant } from '../../ui/format-time.ts'
import { formatCount } from '../../ui/format.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { before, instantsOf, type DayRange, type Group } from './costs-range.ts'
import { changeWords, money } from './costs-words.ts'
import { forecastWords, monthName } from './forecast-words.ts'
import { DailyPart } from './daily-part.tsx'
import { PricesPart } from './prices-part.tsx'
import { RangePicker } from './range-picker.tsx'
import { UnitCosts } from './unit-costs.tsx'

interface CostsPageProps {
  readonly range: DayRange
  readonly group: Group
  readonly now: string
}

/** What serving cost, where it went, and what a prediction costs. */
export function CostsPage({ range, group, now }: CostsPageProps) {
  const trpc = useTRPC()
  const { data: costs } = useSuspenseQuery(trpc.finops.getCosts.queryOptions({ ...instantsOf(range), groupBy: group }))
  const { data: earlier } = useSuspenseQuery(trpc.finops.getCosts.queryOptions({ ...instantsOf(before(range)), groupBy: group }))
  const { data: month } = useSuspenseQuery(trpc.finops.getMonthSpend.queryOptions({}))
  const today = now.slice(0, 10)
  const { currency, total, items } = costs
  const predictions = items.reduce((sum, item) => sum + item.predictions, 0)
  const top = items.toSorted((a, b) => Number(b.amount) - Number(a.amount))[0]
  const days = `${formatDate(range.from)} to ${formatDate(range.to)}`
  return (
    <Page breadcrumb={[{ label: 'Costs' }]}>
      <PageHead
        name="Costs"
        meta={`${days} · ${currency} · all models and teams`}
        actions={<RangePicker range={range} group={group} today={today} />}
        answer={
          predictions === 0 ? (
            <>Nothing was predicted in these days, so nothing was spent.</>
          ) : (
            <>
              <b>{money(total, currency)}</b> spent on {formatCount(predictions)} predictions{changeWords(total, earlier.total)}.
            </>
          )
        }
        lead={
          predictions > 0 && top
            ? `${forecastWords(month, month.currency)} ${top.key} accounts for ${money(top.amount, currency)} of what was spent.`
            : 'Cost is device time at the price in force when it was used; it appears within a minute of the first prediction.'
        }
        facts={[
          { label: 'Spent', value: money(total, currency) },
          { label: `Forecast for ${monthName(month.month)}`, value: month.forecast ? money(month.forecast.value, month.currency) : 'not yet' },
          { label: 'Predictions', value: formatCount(predictions) },
          { label: 'Per 1,000', value: predictions === 0 ? '–' : money((Number(total) / predictions) * 1000, currency) },
          { label: 'Before that', value: money(earlier.total, currency) },
          { label: 'Counted up to', value: costs.rolledUpTo ? formatInstant(costs.rolledUpTo) : 'nothing yet' },
        ]}
      />
      <DailyPart range={range} today={today} currency={currency} />
      <UnitCosts range={range} group={group} costs={costs} earlier={earlier} />
      <PricesPart now={now} />
    </Page>
  )
}
