/** Evidence comes back from storage as plain JSON: these read it without trusting its shape. */
export type Json = Record<string, unknown>

export const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

export const recordsIn = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isRecord) : [])

export const numberIn = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null)

export const textIn = (value: unknown): string | null => (typeof value === 'string' ? value : null)

export interface Interval {
  value: number
  lower: number
  upper: number
}

/** A measure as a value with its interval, as the reason why there is none, or null where it is not there at all. */
export function measureIn(value: unknown): Interval | { undefined: string } | null {
  if (!isRecord(value)) return null
  const [middle, lower, upper] = [numberIn(value.value), numberIn(value.lower), numberIn(value.upper)]
  if (middle !== null && lower !== null && upper !== null) return { value: middle, lower, upper }
  const reason = textIn(value.undefined)
  return reason === null ? null : { undefined: reason }
}
