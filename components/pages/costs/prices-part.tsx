'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import { useTRPC, type Outputs } from '../../trpc/trpc.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { Empty } from '../../ui/empty.tsx'
import { formatInstant } from '../../ui/format-time.ts'
import { formatMoney } from '../../ui/format.ts'
import { Note, Section } from '../../ui/section.tsx'
import { State } from '../../ui/state.tsx'
import { SetPrice } from './set-price.tsx'

/** `0.048000000` → `0.048`, at least two decimals. */
const decimals = (amount: string): number => Math.max(2, (amount.split('.')[1] ?? '').replace(/0+$/, '').length)
const sinceAlways = (at: string): boolean => at < '2001'

type Price = Outputs['finops']['listPrices']['items'][number]

const STATES = { 'in-force': ['done', 'In force'], coming: ['waiting', 'To come'], replaced: ['retired', 'Replaced'] } as const

const columnsOf = (stateOf: (price: Price) => keyof typeof STATES): readonly DataColumn<Price>[] => [
  { id: 'device', header: 'Device', value: (price) => price.executionProvider.toUpperCase() },
  {
    id: 'amount',
    header: 'An hour',
    value: (price) => Number(price.amountPerHour),
    cell: (price) => formatMoney(price.amountPerHour, price.currency, decimals(price.amountPerHour)),
    csv: (price) => price.amountPerHour,
    kind: 'number',
  },
  {
    id: 'from',
    header: 'From',
    value: (price) => price.effectiveFrom,
    cell: (price) => (sinceAlways(price.effectiveFrom) ? 'the beginning' : formatInstant(price.effectiveFrom)),
    sort: 'desc',
  },
  {
    id: 'state',
    header: 'State',
    value: (price) => STATES[stateOf(price)][1],
    cell: (price) => <State state={STATES[stateOf(price)][0]}>{STATES[stateOf(price)][1]}</State>,
  },
]

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
  const stateOf = (price: Price) => (inForce.get(price.executionProvider) === price.id ? 'in-force' : price.effectiveFrom > now ? 'coming' : 'replaced')
  const currency = data.items[0]?.currency ?? 'EUR'
  return (
    <Section
      title="Price book"
      lead="What an hour of a device costs. A price is never edited: a later one takes over, and what was predicted keeps its own."
      actions={<SetPrice currency={currency} />}
    >
      <DataTable
        caption="Prices of an hour of each device"
        noun={['price', 'prices']}
        urlKey="price"
        columns={columnsOf(stateOf)}
        rows={data.items}
        rowKey={(price) => price.id}
        defaultSort="-from"
        csvName="prices"
        empty={<Empty title="No prices">Without a price nothing is counted as spent.</Empty>}
      />
      <Note>The first price is OpenCost’s default for a machine of one’s own, a CPU core with 4 GB; set what yours costs.</Note>
    </Section>
  )
}
