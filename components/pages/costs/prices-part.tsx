'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import { useTRPC } from '../../trpc/trpc.ts'
import { formatInstant } from '../../ui/format-time.ts'
import { formatMoney } from '../../ui/format.ts'
import { Note, Section } from '../../ui/section.tsx'
import { State } from '../../ui/state.tsx'
import { Table } from '../../ui/table.tsx'
import { SetPrice } from './set-price.tsx'

/** `0.048000000` → `0.048`, at least two decimals. */
const decimals = (amount: string): number => Math.max(2, (amount.split('.')[1] ?? '').replace(/0+$/, '').length)
const sinceAlways = (at: string): boolean => at < '2001'

/** What an hour of each device costs, and since when; who may sets the next price. */
export function PricesPart({ now }: { readonly now: string }) {
  const trpc = useTRPC()
  const { data } = useSuspenseQuery(trpc.finops.listPrices.queryOptions({}))
  const inForce = new Map(
    data.items
      .filter((price) => price.effectiveFrom <= now)
      .map((price) => [price.executionProvider, price.id] as const)
      .toReversed(),
  )
  const currency = data.items[0]?.currency ?? 'EUR'
  return (
    <Section
      title="Price book"
      lead="What an hour of a device costs. A price is never edited: a later one takes over, and what was predicted keeps its own."
      actions={<SetPrice currency={currency} />}
    >
      <Table
        caption="Prices of an hour of each device"
        columns={[
          { header: 'Device', cell: (price) => price.executionProvider.toUpperCase() },
          { header: 'An hour', kind: 'number', cell: (price) => formatMoney(price.amountPerHour, price.currency, decimals(price.amountPerHour)) },
          { header: 'From', cell: (price) => (sinceAlways(price.effectiveFrom) ? 'the beginning' : formatInstant(price.effectiveFrom)) },
          {
            header: 'State',
            cell: (price) =>
              inForce.get(price.executionProvider) === price.id ? (
                <State state="done">In force</State>
              ) : price.effectiveFrom > now ? (
                <State state="waiting">To come</State>
              ) : (
                <State state="retired">Replaced</State>
              ),
          },
        ]}
        rows={data.items}
        rowKey={(price) => price.id}
      />
      <Note>The first price is OpenCost’s default for a machine of one’s own, a CPU core with 4 GB; set what yours costs.</Note>
    </Section>
  )
}
