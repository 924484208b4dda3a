'use client'

import type { Dependence, DependenceLevel } from '#server/kernel/explain/explanation-result.ts'
import { Figure } from '../../charts/figure.tsx'
import { XyChart } from '../../charts/xy-chart.tsx'
import { formatCount, formatInterval, formatMetric, formatSigned } from '../../ui/format.ts'

interface Level extends DependenceLevel {
  readonly name: string
  readonly x: number
}

function levelsOf({ bins, categories }: Dependence): readonly Level[] {
  if (bins.length === 0) return categories.map(({ category, ...level }, x) => ({ ...level, name: category, x }))
  return bins.map(({ from, to, ...level }) => ({
    ...level,
    name: from === to ? formatMetric(from) : `${formatMetric(from)} to ${formatMetric(to)}`,
    x: (from + to) / 2,
  }))
}

/** Where the contribution changes its sign, or how far it reaches. */
function captionOf({ feature, leftOut }: Dependence, levels: readonly Level[]): string {
  const [lowest, highest] = [levels.toSorted((a, b) => a.mean - b.mean)[0], levels.toSorted((a, b) => b.mean - a.mean)[0]]
  if (!lowest || !highest) return leftOut ? `No value of ${feature} is that of ten rows.` : `${feature} has no value in the rows explained.`
  if (lowest === highest) return `${feature} is ${highest.name} throughout and contributes ${formatSigned(highest.mean)}.`
  return `${feature} raises the score most at ${highest.name} (${formatSigned(highest.mean)}) and lowers it most at ${lowest.name} (${formatSigned(lowest.mean)}).`
}

/** What a feature contributes by its own value: the mean and the middle 80 % of rows. */
export function DependenceFigure({ dependence }: { readonly dependence: Dependence }) {
  const levels = levelsOf(dependence)
  const { feature, missing, bins } = dependence
  const rows = missing ? [...levels, { ...missing, name: 'missing', x: NaN }] : levels
  return (
    <Figure
      caption={captionOf(dependence, levels)}
      csvName={`dependence-${feature}`}
      twin={{
        caption: `Contribution of ${feature} by its value`,
        columns: [
          { label: feature },
          { label: 'Rows', kind: 'number' },
          { label: 'Mean contribution', kind: 'number' },
          { label: 'Middle 80 % of rows', kind: 'interval' },
        ],
        rows: rows.map((level) => [level.name, formatCount(level.n), formatSigned(level.mean), formatInterval(level.p10, level.p90, undefined, true)]),
        csv: rows.map((level) => [level.name, level.n, level.mean, `${level.p10} to ${level.p90}`]),
      }}
    >
      <XyChart
        label={`Contribution of ${feature} by its value`}
        height={240}
        x={{ label: feature, ...(bins.length === 0 ? { names: levels.map((level) => level.name) } : {}) }}
        y={{ label: 'Contribution' }}
        limits={[{ axis: 'y', value: 0, label: 'neither raises nor lowers' }]}
        series={[
          {
            label: 'Mean',
            shape: bins.length === 0 ? 'dots' : 'line-dots',
            points: levels.map((level) => ({ x: level.x, y: level.mean, lower: level.p10, upper: level.p90 })),
          },
        ]}
        readPoint={(index) => {
          const level = levels[index]
          return level
            ? `${feature} ${level.name}: contributes ${formatSigned(level.mean)} on average (80 % of rows ${formatInterval(level.p10, level.p90, undefined, true)}), ${formatCount(level.n)} rows.`
            : ''
        }}
      />
    </Figure>
  )
}
