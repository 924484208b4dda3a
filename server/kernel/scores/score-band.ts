const bits = new DataView(new ArrayBuffer(8))

/** Sizes below 2⁻¹⁶ are one band round zero, those from 2⁴⁰ on one at each end; between them lie four to an octave. */
const SMALLEST = (1023 - 16) * 4
const LARGEST = (1023 + 40) * 4

/** The place of a score among bands that are ordered as scores are, −225 to 225: a lower score is never in a higher band. */
export function scoreBand(score: number): number {
  bits.setFloat64(0, Math.abs(score))
  const place = bits.getUint32(0) >>> 18
  const band = place < SMALLEST ? 0 : Math.min(place, LARGEST) - SMALLEST + 1
  return score < 0 ? -band : band
}

/** The band with what was decided, so that each band of decided scores holds one outcome: odd is positive. */
export const decidedBand = (score: number, positive: boolean | null): number => 2 * scoreBand(score) + (positive ? 1 : 0)

/** The decided bands, ends included, in which every score from `low` to `high` lies; an open end takes all. */
export const bandsBetween = (low: number | undefined, high: number | undefined): [from: number, to: number] => [
  2 * scoreBand(low ?? Number.NEGATIVE_INFINITY),
  2 * scoreBand(high ?? Number.POSITIVE_INFINITY) + 1,
]
