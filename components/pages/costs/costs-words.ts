import { formatMoney, formatPower } from '../../ui/format.ts'

/** Money with as many decimals as it takes to see it: `€1,588.85`, `€0.00420`, `€3.1 × 10⁻⁷`. */
export function money(amount: string | number, currency: string): string {
  const value = Number(amount)
  const size = Math.abs(value)
  if (size === 0 || size >= 1) return formatMoney(amount, currency)
  if (size >= 1e-4) return formatMoney(amount, currency, Math.min(6, 1 - Math.floor(Math.log10(size)) + 1))
  const sign = formatMoney(0, currency, 0).replace('0', '')
  return `${sign}${formatPower(value)}`
}

/** `, 12 % more than in the days before`; empty where there is nothing to compare with. */
export function changeWords(total: string, earlier: string): string {
  const [now, then] = [Number(total), Number(earlier)]
  if (then === 0) return ''
  const change = Math.round((now / then - 1) * 100)
  if (change === 0) return ', as much as in the days before'
  return `, ${Math.abs(change)} % ${change > 0 ? 'more' : 'less'} than in as many days before`
}

/** `+12 %`, or null where there was nothing before. */
export function changeOf(now: string, then: string | undefined): number | null {
  const before = Number(then ?? 0)
  return before === 0 ? null : Number(now) / before - 1
}
