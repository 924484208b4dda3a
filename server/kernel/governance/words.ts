import { UNDEFINED_REASONS } from '../numbers/measure.ts'

/** A count with thousands set apart: 6,000. */
export const countWords = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',')

/** `1 row`, `6,000 rows`. */
export const countOf = (n: number, one: string, many = `${one}s`): string => `${countWords(n)} ${n === 1 ? one : many}`

/**
 * A number to three decimals, and to more (at most nine) where three would make it read like a limit that it
 * does not equal: 0.79996 beside 0.8.
 */
export function decimals(value: number, limit = NaN): string {
  for (let digits = 3; digits <= 9; digits++) {
    const text = value.toFixed(digits)
    if (value === limit || Number(text) !== limit) return text.replace(/\.?0+$/, '')
  }
  return String(value)
}

/** `age, income and 3 more`. */
export function someOf(names: readonly string[], shown = 5): string {
  const rest = names.length - shown
  if (rest > 0) return `${names.slice(0, shown).join(', ')} and ${rest} more`
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

/** A reason code as words; a code that is not known is shown as it is. */
export const reasonWords = (reason: string): string => UNDEFINED_REASONS[reason as keyof typeof UNDEFINED_REASONS] ?? reason
