import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readingAfter } from './use-reading.ts'
import { bandPath, layoutOf, nearestPoint, roomyDomain, seriesPath } from './xy-layout.ts'

const size = { width: 300, height: 200, left: 50, right: 10, top: 20, bottom: 30 }
const layout = layoutOf(
  [
    {
      label: 'a',
      points: [
        { x: 0, y: 0 },
        { x: 10, y: 1, lower: 0.5, upper: 1.5 },
      ],
    },
  ],
  { x: { label: 'x' }, y: { label: 'y', domain: [0, 2] } },
  [],
  size,
)

describe('layout of a chart', () => {
  it('puts the ends of x at the edges of the plot and y upwards', () => {
    expect([layout.x.at(0), layout.x.at(10)]).toEqual([50, 290])
    expect([layout.y.at(0), layout.y.at(2)]).toEqual([170, 20])
    expect(layout.ends).toEqual([0, 10])
  })
  it('holds every value, and 0 where it is near', () => {
    expect(roomyDomain([0.2, 0.9])[0]).toBe(0)
    expect(roomyDomain([100, 101])[0]).toBeGreaterThan(99)
    expect(roomyDomain([-3, -1])[1]).toBe(0)
    const value = fc.double({ min: -1e9, max: 1e9, noNaN: true })
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), (values) => {
        const [min, max] = roomyDomain(values)
        expect(max).toBeGreaterThan(min)
        for (const one of values) expect(one >= min && one <= max).toBe(true)
      }),
    )
  })
  it('makes room for a limit that no point reaches', () => {
    const limited = layoutOf(
      [{ label: 'a', points: [{ x: 0, y: 0.01 }] }],
      { x: { label: 'x' }, y: { label: 'y' } },
      [{ axis: 'y', value: 0.1, label: 'limit' }],
      size,
    )
    expect(limited.y.at(0.1)).toBeGreaterThanOrEqual(size.top)
  })
  it('names instants where something was measured', () => {
    const day = 86_400_000
    const points = Array.from({ length: 14 }, (_, i) => ({ x: Date.UTC(2026, 10, 1) + i * day, y: i }))
    const { x } = layoutOf([{ label: 'a', points }], { x: { label: 'x', format: { as: 'day' } }, y: { label: 'y' } }, [], size)
    expect(x.ticks.every((tick) => tick % day === 0)).toBe(true)
    expect(x.ticks.length).toBeGreaterThan(2)
    x.ticks.forEach((tick, i) => i === 0 || expect(x.at(tick) - x.at(x.ticks[i - 1] ?? 0)).toBeGreaterThan(70))
  })
  it('breaks lines, steps and bands where nothing was measured', () => {
    const gap = [
      [0, 1],
      [5, null],
      [9, 2],
    ] as const
    expect(seriesPath(gap, 'line')).toBe('M0.0 1.0M9.0 2.0')
    expect(seriesPath(gap.slice(0, 1).concat([[9, 2]]), 'step')).toBe('M0.0 1.0L9.0 1.0L9.0 2.0')
    const point = (x: number, known: boolean) => ({ x, y: 1, ...(known ? { lower: 0, upper: 2 } : {}) })
    expect(bandPath([point(0, true), point(5, false), point(10, true)], layout)).toBe('')
    expect(bandPath([point(0, true), point(10, true)], layout)).toBe('M50.0 20.0L290.0 20.0L290.0 170.0L50.0 170.0Z')
  })
  it('finds the point under the pointer', () => {
    const points = [0, 5, 10].map((x) => ({ x, y: x / 10 }))
    expect(nearestPoint(points, layout, layout.x.at(6), 100)).toBe(1)
    expect(nearestPoint(points, layout, 5000, 0)).toBe(2)
  })
})

it('reads on by keys, never beyond the ends', () => {
  expect(readingAfter('ArrowRight', 0, 100)).toBe(1)
  expect(readingAfter('PageDown', 5, 100)).toBe(0)
  expect(readingAfter('End', 5, 100)).toBe(99)
  expect(readingAfter('Tab', 5, 100)).toBeNull()
  fc.assert(
    fc.property(fc.constantFrom('ArrowUp', 'ArrowLeft', 'PageUp', 'PageDown', 'Home', 'End'), fc.nat(50), fc.integer({ min: 1, max: 51 }), (key, at, count) => {
      const next = readingAfter(key, Math.min(at, count - 1), count)
      expect(next !== null && next >= 0 && next < count).toBe(true)
    }),
  )
})
