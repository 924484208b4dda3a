'use client'

import type { MulticlassResult } from '#server/kernel/performance/performance-result.ts'
import { Figure } from '../../charts/figure.tsx'
import { HeatMap } from '../../charts/heat-map.tsx'
import { formatCount, formatPercent } from '../../ui/format.ts'
import { countCell } from './confusion-matrix.tsx'

const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0)

/** The two classes that are taken for one another most, as a sentence. */
function captionOf({ classes, counts }: MulticlassResult['confusion']): string {
  const mistakes = counts.flatMap((row, i) => row.map((count, j) => ({ truth: classes[i], decided: classes[j], count, wrong: i !== j })))
  const worst = mistakes.filter((one) => one.wrong).toSorted((a, b) => b.count - a.count)[0]
  return worst && worst.count > 0
    ? `Most often wrong: ${worst.truth} decided to be ${worst.decided}, ${formatCount(worst.count)} times.`
    : 'No row is decided to be of a wrong class.'
}

/** Class in truth against class decided. */
export function ClassMatrix({ confusion }: Pick<MulticlassResult, 'confusion'>) {
  const { classes, counts } = confusion
  const pairs = counts.flatMap((row, i) => row.map((count, j) => [classes[i] ?? '', classes[j] ?? '', count, count / (sum(row) || 1)] as const))
  return (
    <Figure
      caption={captionOf(confusion)}
      csvName="confusion"
      twin={{
        caption: 'Rows by class in truth and class decided',
        columns: [{ label: 'In truth' }, { label: 'Decided' }, { label: 'Rows', kind: 'number' }, { label: 'Of the class', kind: 'number' }],
        rows: pairs.map(([truth, decided, count, share]) => [truth, decided, formatCount(count), formatPercent(share)]),
        csv: pairs,
      }}
    >
      <HeatMap
        caption="Rows by class in truth and class decided"
        corner="In truth"
        columns={classes.map((name) => `Decided ${name}`)}
        rows={counts.map((row, i) => ({ label: classes[i] ?? '', cells: row.map((count) => ({ ...countCell(count, sum(row), ''), detail: undefined })) }))}
      />
    </Figure>
  )
}
