import { concatRows, sliceRows } from '#server/kernel/tensor/datatype.ts'
import type { Tensor } from '#server/kernel/tensor/datatype.ts'
import type { EngineAnswers } from '#workers/inference/engine/protocol.ts'

type RunAnswer = EngineAnswers['run']

/** The feeds of several requests as one: input by input, rows after rows. */
export const joinFeeds = (feeds: readonly (readonly Tensor[])[]): Tensor[] => feeds[0].map((_, input) => concatRows(feeds.map((one) => one[input])))

/** What two requests must have in common to be run together, beside the model: outputs and the shape of a row. */
export const shapeKey = (feeds: readonly Tensor[], fetches: readonly string[]): string =>
  `${fetches.join('\0')}\0\0${feeds.map((feed) => feed.dims.slice(1).join('x')).join(',')}`

/**
 * The answer of a joint run as one answer per request. Device time is shared by rows, to the last nanosecond.
 * Null when the outputs do not have one row per row.
 */
export function splitAnswer(answer: RunAnswer, rows: readonly number[]): RunAnswer[] | null {
  const total = rows.reduce((sum, count) => sum + count, 0)
  if (answer.outputs.some((output) => output.dims[0] !== total)) return null
  let from = 0
  return rows.map((count) => {
    const to = from + count
    const deviceNs = (answer.deviceNs * BigInt(to)) / BigInt(total) - (answer.deviceNs * BigInt(from)) / BigInt(total)
    const outputs = answer.outputs.map((output) => sliceRows(output, from, to))
    from = to
    return { outputs, deviceNs, executionProvider: answer.executionProvider }
  })
}
