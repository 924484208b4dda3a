import { describe, expect, it } from 'vitest'
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatForecast,
  formatInterval,
  formatMetric,
  formatMoney,
  formatP,
  formatPercent,
  formatPercentInterval,
  formatPoints,
  formatPower,
  formatSigned,
  formatValue,
  inWords,
  plural,
  shortId,
} from './format.ts'
import { formatDate, formatDistance, formatInstant, formatListTime, formatRelative } from './format-time.ts'

describe('numbers', () => {
  it('writes metrics with three significant digits and a real minus', () => {
    expect([0.8123, 0.0914, 12.345, 1234.5, -0.0472, 1, 0].map((v) => formatMetric(v))).toEqual(['0.812', '0.0914', '12.3', '1,235', '−0.0472', '1.00', '0.00'])
    expect(formatMetric(0.78, 3)).toBe('0.780')
    expect([undefined, null, Number.NaN].map((v) => formatMetric(v))).toEqual(['–', '–', '–'])
    expect(formatMetric(Number.NEGATIVE_INFINITY)).toBe('−∞')
  })
  it('writes small values as powers and p to two digits', () => {
    expect(formatPower(3.1e-7)).toBe('3.1 × 10⁻⁷')
    expect(formatMetric(3.14e-7)).toBe('3.1 × 10⁻⁷')
    expect([1e-12, 2e-8, 0.0004, 0.194, 0.9999].map((v) => formatP(v))).toEqual(['< 10⁻⁹', '2.0 × 10⁻⁸', '0.0004', '0.19', '1.00'])
  })
  it('signs differences and keeps zero unsigned', () => {
    expect([formatSigned(0.009), formatSigned(-0.0017, 4), formatSigned(0, 2), formatSigned(-0.00001, 2)]).toEqual(['+0.00900', '−0.0017', '0.00', '0.00'])
    expect(formatPoints(0.007)).toBe('+0.7 pp')
  })
  it('writes intervals with an en dash, or with "to" when signed', () => {
    expect(formatInterval(0.806, 0.818)).toBe('0.806–0.818')
    expect(formatInterval(-0.071, -0.023, 3)).toBe('−0.071 to −0.023')
    expect(formatInterval(0.004, 0.014, 3, true)).toBe('+0.004 to +0.014')
    expect(formatPercentInterval(0.0033, 0.005, 2)).toBe('0.33–0.50 %')
    expect(formatInterval(undefined, 1)).toBe('–')
  })
  it('writes proportions, counts, money and sizes', () => {
    expect([formatPercent(0.0041), formatPercent(0.684), formatPercent(0.684, 0)]).toEqual(['0.41 %', '68.4 %', '68 %'])
    expect(formatCount(18444161)).toBe('18,444,161')
    expect([formatMoney('1588.85'), formatMoney(-3, 'USD'), formatMoney('0.38812', 'EUR', 3)]).toEqual(['€1,588.85', '−$3.00', '€0.388'])
    expect(formatForecast('17762.4')).toBe('€17,760')
    expect([formatBytes(1_900_000), formatBytes(512), formatBytes(2e9)]).toEqual(['1.9 MB', '512 B', '2.0 GB'])
    expect([plural(1, 'version'), plural(15, 'version'), inWords(9), inWords(38)]).toEqual(['1 version', '15 versions', 'nine', '38'])
  })
  it('writes durations in the unit that reads best', () => {
    expect([14.2, 821, 1900, 221_000, 7_500_000, 21 * 86_400_000].map((v) => formatDuration(v))).toEqual([
      '14.2 ms',
      '821 ms',
      '1.9 s',
      '3 min 41 s',
      '2 h 5 min',
      '21 d',
    ])
    expect(formatDuration(59_999)).toBe('60 s')
  })
  it('shortens ids and digests', () => {
    expect(shortId(`sha256:89e1${'0'.repeat(56)}140c`)).toBe('sha256:89e1…140c')
    expect(shortId('019a9b42-7c1e-7d53-9f0a-6be1d2c4a7f0')).toBe('019a9b42…a7f0')
    expect(shortId('G-0412')).toBe('G-0412')
  })
  it('formats by a serialisable choice', () => {
    expect(formatValue('12.5', { as: 'money', currency: 'USD' })).toBe('$12.50')
    expect(formatValue(null, { as: 'count' })).toBe('–')
    expect(formatValue('2026-11-19T08:31:00Z', { as: 'day' })).toBe('19 Nov')
  })
})

describe('time', () => {
  const now = '2026-11-19T09:42:00Z'
  it('is absolute in UTC', () => {
    expect(formatInstant('2026-11-19T08:31:07Z')).toBe('19 Nov 2026, 08:31 UTC')
    expect(formatInstant('2026-11-19T08:31:07+01:00', true)).toBe('19 Nov 2026, 07:31:07 UTC')
    expect(formatDate('nonsense')).toBe('–')
  })
  it('is short in lists', () => {
    expect(['2026-11-19T08:12:00Z', '2026-11-18T16:40:00Z', '2026-11-12T10:00:00Z', '2025-11-12T10:00:00Z'].map((t) => formatListTime(t, now))).toEqual([
      'Today 08:12',
      'Wed 16:40',
      '12 Nov',
      '12 Nov 2025',
    ])
    expect(formatListTime('2026-11-21T10:00:00Z', now)).toBe('21 Nov')
  })
  it('tells distances', () => {
    expect(formatRelative('2026-11-19T06:42:00Z', now)).toBe('3 h ago')
    expect(formatRelative('2026-11-28T09:42:00Z', now)).toBe('in 9 d')
    expect(formatDistance('2026-10-29T09:42:00Z', now)).toBe('21 d')
  })
})
