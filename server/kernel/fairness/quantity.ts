import type { UndefinedReason } from '../numbers/measure.ts'

/** A number without an interval, or the reason why there is none. */
export type Quantity = number | UndefinedReason

export const isNumber = (quantity: Quantity): quantity is number => typeof quantity === 'number'

export const divide = (numerator: number, denominator: number): Quantity => (denominator === 0 ? 'zero-denominator' : numerator / denominator)

/** A function of two quantities, undefined where one of them is. */
export const combine = (a: Quantity, b: Quantity, of: (a: number, b: number) => Quantity): Quantity =>
  isNumber(a) && isNumber(b) ? of(a, b) : 'undefined-operand'

export const subtract = (a: Quantity, b: Quantity): Quantity => combine(a, b, (x, y) => x - y)

export const ratioOf = (a: Quantity, b: Quantity): Quantity => combine(a, b, divide)
