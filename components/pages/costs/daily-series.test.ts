import { expect, it } from 'vitest'
import { dailySeries } from './daily-series.ts'

const cost = (day: string, model: string, amount: string) => ({ day, model, amount })

it('has a bar for every day, also for those without use', () => {
  const { positions, series } = dailySeries([cost('2026-11-01', 'a', '1.5'), cost('2026-11-03', 'a', '2')], { from: '2026-11-01', to: '2026-11-03' })
  expect(series).toEqual([{ key: 'a', label: 'a' }])
  expect(positions).toEqual([
    { x: '1 Nov', values: { a: 1.5 } },
    { x: '2 Nov', values: {} },
    { x: '3 Nov', values: { a: 2 } },
  ])
})

it('names the five that cost most and adds the rest up, losing nothing', () => {
  const costs = Array.from({ length: 8 }, (_, i) => cost('2026-11-01', `m${i}`, String(i + 1)))
  const { positions, series } = dailySeries(costs, { from: '2026-11-01', to: '2026-11-01' })
  expect(series.map((one) => one.label)).toEqual(['m7', 'm6', 'm5', 'm4', 'm3', '3 other models'])
  expect(positions[0]?.values.other).toBe(6)
  expect(Object.values(positions[0]?.values ?? {}).reduce((a, b) => a + b, 0)).toBe(36)
})

it('adds weeks up where days would be too many', () => {
  const { positions, weekly } = dailySeries([cost('2026-11-01', 'a', '1'), cost('2026-11-07', 'a', '2'), cost('2026-11-08', 'a', '4')], {
    from: '2026-11-01',
    to: '2027-01-31',
  })
  expect(weekly).toBe(true)
  expect(positions.slice(0, 2).map((one) => one.values)).toEqual([{ a: 3 }, { a: 4 }])
})

it('goes on with the days that are forecast, where a bar is a day', () => {
  const day = (of: string) => ({ day: of, value: 2, lower: 1, upper: 3 })
  const forecast = [day('2026-11-03'), day('2026-11-04')]
  const range = { from: '2026-11-01', to: '2026-11-03' }
  const { positions } = dailySeries([cost('2026-11-01', 'a', '1')], range, forecast)
  expect(positions.map(({ x, forecast: likely }) => [x, likely?.value])).toEqual([
    ['1 Nov', undefined],
    ['2 Nov', undefined],
    ['3 Nov', undefined],
    ['4 Nov', 2],
  ])
  expect(dailySeries([], { from: '2026-06-01', to: '2026-11-03' }, forecast).positions.every((one) => !('forecast' in one))).toBe(true)
})
