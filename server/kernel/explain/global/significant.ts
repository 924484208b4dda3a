/** A number with `digits` significant digits (6), as evidence keeps what is only drawn. */
export const significant = (value: number, digits = 6): number => Number(value.toPrecision(digits))

/** The q-quantile of sorted values (0 ≤ q ≤ 1), linear between neighbours; NaN of none. */
export function quantileOf(sorted: ArrayLike<number>, q: number): number {
  if (sorted.length === 0) return Number.NaN
  const place = q * (sorted.length - 1)
  const below = Math.floor(place)
  const above = Math.min(sorted.length - 1, below + 1)
  return sorted[below] + (place - below) * (sorted[above] - sorted[below])
}
