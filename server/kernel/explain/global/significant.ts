/** A number with `digits` significant digits (6), as evidence keeps what is only drawn. */
export const significant = (value: number, digits = 6): number => Number(value.toPrecision(digits))
