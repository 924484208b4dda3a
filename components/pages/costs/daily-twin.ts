import type { Twin } from '../../charts/figure.tsx'
import type { BarPosition, BarSeries } from '../../charts/stacked-bars.tsx'
import { missing } from '../../ui/format.ts'
import { money } from './costs-words.ts'

interface Drawn {
  readonly series: readonly BarSeries[]
  readonly positions: readonly BarPosition[]
  readonly unit: 'day' | 'week'
  readonly currency: string
}

const LIKELY = ['value', 'lower', 'upper'] as const

/** The bars as a table and as a CSV; what is forecast in columns of its own. */
export function dailyTwin({ series, positions, unit, currency }: Drawn): Twin {
  const ahead = positions.some(({ forecast }) => forecast)
  const amountsOf = ({ values, forecast }: BarPosition): (number | null)[] => {
    const spent = series.map(({ key }) => values[key] ?? 0)
    const total = spent.reduce((sum, value) => sum + value, 0)
    const known = forecast ? [...spent.map(() => null), null] : [...spent, total]
    return ahead ? [...known, ...LIKELY.map((part) => forecast?.[part] ?? null)] : known
  }
  const headers = [...series.map(({ label }) => label), 'Total', ...(ahead ? ['Forecast', 'At least', 'At most'] : [])]
  return {
    caption: `Spend per ${unit} and model`,
    columns: [{ label: unit === 'week' ? 'Week of' : 'Day' }, ...headers.map((label) => ({ label, kind: 'number' as const }))],
    rows: positions.map((position) => [position.x, ...amountsOf(position).map((amount) => (amount === null ? missing : money(amount, currency)))]),
    csv: positions.map((position) => [position.x, ...amountsOf(position)]),
  }
}
