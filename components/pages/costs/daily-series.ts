import type { BarPosition, BarSeries } from '../../charts/stacked-bars.tsx'
import { formatDate } from '../../ui/format-time.ts'
import { daysOf, type DayRange } from './costs-range.ts'

export interface DailyCost {
  readonly day: string
  readonly model: string
  readonly amount: string
}

/** What a day that is still to come is likely to cost. */
export interface DayForecast {
  readonly day: string
  readonly value: number
  readonly lower: number
  readonly upper: number
}

const SHOWN = 5
const MOST_BARS = 62

/**
 * The models that cost most as series, the rest as one; a day, or a week where days would be too many, as a bar.
 * Where bars are days, those of the forecast that lie behind the range follow.
 */
export function dailySeries(
  costs: readonly DailyCost[],
  range: DayRange,
  forecast: readonly DayForecast[] = [],
): { readonly series: readonly BarSeries[]; readonly positions: readonly BarPosition[]; readonly weekly: boolean } {
  const totals = new Map<string, number>()
  for (const { model, amount } of costs) totals.set(model, (totals.get(model) ?? 0) + Number(amount))
  const ranked = [...totals].toSorted((a, b) => b[1] - a[1]).map(([model]) => model)
  const named = ranked.slice(0, SHOWN)
  const rest = ranked.length - named.length
  const series = [
    ...named.map((model) => ({ key: model, label: model })),
    ...(rest > 0 ? [{ key: 'other', label: `${rest} other ${rest === 1 ? 'model' : 'models'}` }] : []),
  ]
  const days = daysOf(range)
  const weekly = days.length > MOST_BARS
  const step = weekly ? 7 : 1
  const at = new Map(days.map((day, i) => [day, Math.floor(i / step)]))
  const positions = Array.from({ length: Math.ceil(days.length / step) }, (_, i) => ({
    x: formatDate(days[i * step], 'day-month'),
    values: {} as Record<string, number>,
  }))
  for (const { day, model, amount } of costs) {
    const values = positions[at.get(day) ?? -1]?.values
    const key = named.includes(model) ? model : 'other'
    if (values) values[key] = (values[key] ?? 0) + Number(amount)
  }
  const ahead = weekly ? [] : forecast.filter(({ day }) => day > range.to)
  const likely = ahead.map(({ day, ...estimate }) => ({ x: formatDate(day, 'day-month'), values: {}, forecast: estimate }))
  return { series, positions: [...positions, ...likely], weekly }
}
