import { sortedDistances } from './sorted-distances.ts'
import type { KsDistance } from './sorted-distances.ts'

/** The two-sample KS distance of two ascending arrays without NaN or infinities, each with at least one value. */
export const ksDistance = (first: Float64Array, second: Float64Array): KsDistance => sortedDistances(first, second).ks
