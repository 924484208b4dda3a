import Link from 'next/link'
import type { Outputs } from '../../trpc/trpc.ts'
import { Empty } from '../../ui/empty.tsx'
import { formatCount, formatDuration } from '../../ui/format.ts'
import { KeyValue } from '../../ui/key-value.tsx'
import { Section } from '../../ui/section.tsx'
import { Time } from '../../ui/time.tsx'
import { priceWords } from '../predictions/price-words.ts'

const MS = 1000

interface DeploymentCostProps {
  readonly costs: Outputs['finops']['getCosts']
  readonly item: Outputs['finops']['getCosts']['items'][number] | undefined
  readonly version: string
}

/** What serving this version cost in the last 30 days: device time at the price in force. */
export function DeploymentCost({ costs, item, version }: DeploymentCostProps) {
  return (
    <Section title="Cost" lead={`v${version}, the last 30 days, wherever it was deployed.`} actions={<Link href="/costs">All costs</Link>}>
      {item ? (
        <KeyValue
          items={[
            { label: 'Cost', value: <b>{priceWords({ amount: item.amount, currency: costs.currency })}</b> },
            { label: 'Rows predicted', value: formatCount(item.predictions) },
            { label: 'Requests', value: formatCount(item.requests) },
            { label: 'Device time', value: formatDuration(item.deviceSeconds * MS) },
            { label: 'Per 1,000 rows', value: priceWords({ amount: item.amountPerThousand, currency: costs.currency }) },
            { label: 'Added up to', value: <Time at={costs.rolledUpTo} form="absolute" /> },
          ]}
        />
      ) : (
        <Empty title="No cost yet">Costs are added up within a minute of the first prediction.</Empty>
      )}
    </Section>
  )
}
