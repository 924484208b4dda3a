const SCALE = 18

/** A decimal string as an integer of 10^-scale units. Throws RangeError on anything else. */
export function toUnits(decimal: string, scale: number = SCALE): bigint {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal)
  if (!match) throw new RangeError(`not a decimal: ${decimal}`)
  const fraction = (match[3] ?? '').padEnd(scale, '0')
  if (fraction.length > scale && /[1-9]/.test(fraction.slice(scale))) throw new RangeError(`more than ${scale} decimals: ${decimal}`)
  const units = BigInt(match[2] + fraction.slice(0, scale))
  return match[1] === '-' ? -units : units
}

/** The decimal string of an integer of 10^-scale units, without trailing zeros. */
export function fromUnits(units: bigint, scale: number = SCALE): string {
  const sign = units < 0n ? '-' : ''
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
  const fraction = digits.slice(-scale).replace(/0+$/, '')
  return `${sign}${digits.slice(0, -scale)}${fraction === '' ? '' : `.${fraction}`}`
}

const NS_PER_HOUR = 3_600_000_000_000n

/**
 * Price of device time: nanoseconds × price per hour, in exact integer arithmetic,
 * rounded half up once, at 10^-18 of the currency unit.
 */
export function priceOf(deviceNs: bigint, amountPerHour: string): string {
  const product = deviceNs * toUnits(amountPerHour)
  return fromUnits((2n * product + NS_PER_HOUR) / (2n * NS_PER_HOUR))
}

/** Exact sum of decimal strings. */
export const sumOf = (amounts: readonly string[]): string => fromUnits(amounts.reduce((sum, amount) => sum + toUnits(amount), 0n))
