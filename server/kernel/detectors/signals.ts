/**
 * What a stream detector says after an update. A detector is plain data: `create…` makes it, `update…` changes it in place,
 * and it can be written as JSON between updates. After a drift it starts anew with the next update, as River's do.
 */
export interface Signals {
  drift: boolean
  /** The stream is on the way to a drift; false in detectors without such a level. */
  warning: boolean
}

/** Greater than any statistic: JSON has no infinity. */
export const UNREACHED = Number.MAX_VALUE
