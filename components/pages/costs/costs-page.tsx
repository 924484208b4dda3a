'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import { Page } from '../../shell/page.tsx'
import { useTRPC } from '../../trpc/trpc.ts'
import { formatDate, formatInstant } from '../../ui/format-time.ts'
import { formatCount } from '../../ui/format.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { budgetAnswer, budgetIcon } from './budget-words.ts'
import { BudgetsPart } from './budgets-part.tsx'
import { before, instantsOf, type DayRange, type Group } from './costs-range.ts'
import { changeWords, money } from './costs-words.ts'
import { forecastWords, monthName } from './forecast-words.ts'
import { DailyPart } from './daily-part.tsx'
import { IdlePart } from './idle-part.tsx'
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
  const { data: budgets } = useSuspenseQuery(trpc.finops.listBudgets.queryOptions({}))
  const overall = budgets.items.find(({ scope }) => scope.kind === 'all')
  const against = overall ? budgetAnswer(overall, budgets.currency) : null
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
        state={overall && against ? budgetIcon(overall) : undefined}
        answer={
          predictions === 0 ? (
            <>Nothing was predicted in these days, so nothing was spent.</>
          ) : (
            <>
              <b>{money(total, currency)}</b> spent on {formatCount(predictions)} predictions{changeWords(total, earlier.total)}.
              {against ? (
                <>
                  {' '}
                  {against.before}
                  <b>{against.strong}</b>
                  {against.after}
                </>
              ) : null}
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
          ...(overall?.current ? [{ label: `Budget for ${monthName(month.month)}`, value: money(overall.current.amountPerMonth ?? 0, budgets.currency) }] : []),
          { label: 'Predictions', value: formatCount(predictions) },
          { label: 'Per 1,000', value: predictions === 0 ? '–' : money((Number(total) / predictions) * 1000, currency) },
          { label: 'Counted up to', value: costs.rolledUpTo ? formatInstant(costs.rolledUpTo) : 'nothing yet' },
        ]}
      />
      <DailyPart range={range} today={today} currency={currency} budget={overall?.current?.amountPerMonth ?? null} />
      <BudgetsPart today={today} />
      <UnitCosts range={range} group={group} costs={costs} earlier={earlier} />
      <IdlePart />
      <PricesPart now={now} />
    </Page>
  )
}
