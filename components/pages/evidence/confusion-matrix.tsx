import type { Confusion } from '#server/kernel/performance/performance-result.ts'
import { HeatMap, type HeatCell } from '../../charts/heat-map.tsx'
import { formatCount, formatPercent } from '../../ui/format.ts'

const RAMP = ['s1', 's2', 's3', 's4', 's5'] as const

/** A count, filled by its share of the rows that are so in truth. */
export function countCell(count: number, of: number, noun: string): HeatCell {
  if (of === 0) return { value: formatCount(count), detail: 'no such row' }
  const share = count / of
  const fill = count === 0 ? {} : { fill: RAMP[Math.min(RAMP.length - 1, Math.floor(share * RAMP.length))] }
  return { ...fill, value: formatCount(count), detail: `${formatPercent(share)} of ${noun}` }
}

/** Truth against decision of a two-class model. */
export function ConfusionMatrix({ confusion, caption }: { readonly confusion: Confusion; readonly caption: string }) {
  const { truePositives, falsePositives, falseNegatives, trueNegatives } = confusion
  const [positives, negatives] = [truePositives + falseNegatives, falsePositives + trueNegatives]
  return (
    <HeatMap
      caption={caption}
      corner="In truth"
      columns={['Decided positive', 'Decided negative']}
      rows={[
        { label: 'Positive', cells: [countCell(truePositives, positives, 'positives'), countCell(falseNegatives, positives, 'positives')] },
        { label: 'Negative', cells: [countCell(falsePositives, negatives, 'negatives'), countCell(trueNegatives, negatives, 'negatives')] },
      ]}
    />
  )
}
