import { randomFillSync } from 'node:crypto'
import { v7 } from 'uuid'

const SIZE = 16
const pool = new Uint8Array(SIZE * 512)
let at = pool.length

/** A new UUIDv7 whose random bits come from a pool: one call to the system's generator for hundreds of predictions. */
export function predictionId(): string {
  if (at === pool.length) {
    randomFillSync(pool)
    at = 0
  }
  const random = pool.subarray(at, (at += SIZE))
  return v7({ random })
}
