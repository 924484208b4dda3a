import { formatMoney } from '../../ui/format.ts'

const MOST_DECIMALS = 12

/** What one prediction cost, with two significant digits: fractions of a cent are what it is about. */
export function priceWords({ amount, currency }: { readonly amount: string; readonly currency: string }): string {
  const value = Number(amount)
  if (value === 0) return formatMoney(0, currency)
  const decimals = Math.min(MOST_DECIMALS, Math.max(2, 1 - Math.floor(Math.log10(Math.abs(value)))))
  return formatMoney(amount, currency, decimals)
}
