import type { Estimate, Measure } from '#server/kernel/numbers/measure.ts'

export const isDefined = (measure: Measure): measure is Estimate => 'value' in measure
