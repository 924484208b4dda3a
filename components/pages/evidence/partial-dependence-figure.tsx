'use client'

import type { PartialDependence } from '#server/kernel/explain/explanation-result.ts'
import { Figure } from '../../charts/figure.tsx'
import { XyChart } from '../../charts/xy-chart.tsx'
import { formatMetric, plural } from '../../ui/format.ts'
import { valueWords } from '../predictions/prediction-values.ts'

/** The output as one feature alone is set to each value: the mean over rows, and some rows one by one. */
export function PartialDependenceFigure({ partial }: { readonly partial: PartialDependence }) {
  const { feature, grid, mean, rows, ice } = partial
  const numeric = grid.every((value) => typeof value === 'number')
  const at = (index: number) => (numeric ? Number(grid[index]) : index)
  const points = (values: readonly number[]) => values.map((y, index) => ({ x: at(index), y }))
  const [least, most] = [Math.min(...mean), Math.max(...mean)]
  return (
    <Figure
      caption={`Were ${feature} alone set to each value, the mean output of ${plural(rows, 'row')} would go from ${formatMetric(least, 3)} to ${formatMetric(most, 3)}.`}
      csvName={`partial-dependence-${feature}`}
      legend={[
        { label: 'Mean of all rows', color: 'c1' },
        { label: `${plural(ice.length, 'single row')}`, color: 'c-ref' },
      ]}
      twin={{
        caption: `Mean output by ${feature}`,
        columns: [{ label: feature }, { label: 'Mean output', kind: 'number' }],
        rows: grid.map((value, index) => [valueWords(value), formatMetric(mean[index], 4)]),
        csv: grid.map((value, index) => [value, mean[index] ?? null]),
      }}
    >
      <XyChart
        label={`Mean output by ${feature}`}
        height={240}
        x={{ label: feature, ...(numeric ? {} : { names: grid.map(String) }) }}
        y={{ label: 'Output' }}
        reads={ice.length}
        series={[
          ...ice.map((values, row) => ({ label: `row ${row}`, tone: 'faint' as const, points: points(values) })),
          { label: 'Mean', shape: 'line-dots', points: points(mean) },
        ]}
        readPoint={(index) => `${feature} ${valueWords(grid[index])}: mean output ${formatMetric(mean[index], 4)}.`}
      />
    </Figure>
  )
}
