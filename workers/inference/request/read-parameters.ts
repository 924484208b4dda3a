import { refuseWith } from '#workers/inference/refused.ts'

/** Clocks differ; an event further ahead than this has not happened. */
const MOST_AHEAD_MS = 5 * 60_000
/** An earlier moment is a clock that was never set. */
const EARLIEST_MS = Date.UTC(2000, 0, 1)
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/

const wrongTime = (is: string): never =>
  refuseWith(400, `The parameter event_time ${is}: send when the decision was made, as ISO 8601 with a zone such as 2026-11-24T09:30:00Z, or leave it out.`)

function readEventTime(given: unknown, receivedAt: number): number | null {
  if (given === undefined || given === null) return null
  const time = typeof given === 'string' && INSTANT.test(given) ? Date.parse(given) : Number.NaN
  if (Number.isNaN(time)) return wrongTime('is no moment')
  if (time - receivedAt > MOST_AHEAD_MS) return wrongTime('is more than 5 minutes in the future')
  return time < EARLIEST_MS ? wrongTime('is before the year 2000') : time
}

/** What a request says beside its tensors. Throws Refused 400 that names the parameter. */
export function readParameters(parameters: unknown, receivedAt: number): { explain: boolean; eventTime: number | null } {
  const given = parameters ?? {}
  if (typeof given !== 'object' || Array.isArray(given)) return refuseWith(400, 'parameters must be an object.')
  const { explain = false, event_time: eventTime } = given as Record<string, unknown>
  if (typeof explain !== 'boolean') return refuseWith(400, 'The parameter explain must be true or false.')
  return { explain, eventTime: readEventTime(eventTime, receivedAt) }
}
