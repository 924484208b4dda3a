import type { Decision } from '#server/contracts/registry.ts'
import type { RecordedTensor } from '#workers/inference/request/recorded-tensors.ts'
import type { Scored } from '../assess/score-rows.ts'

const isFloat = ({ datatype }: RecordedTensor): boolean => datatype.startsWith('FP')
const isLabelOutput = (tensor: RecordedTensor, rows: number): boolean => !isFloat(tensor) && tensor.datatype !== 'BOOL' && tensor.data.length === rows

/** Collects what was answered for predicted rows, one prediction after another. */
export interface ScoreCollector {
  /** The answered tensors of a prediction of `rows` rows, of which the `picked` ones count. */
  add: (outputs: readonly RecordedTensor[], rows: number, picked: readonly number[]) => void
  scored: () => Scored
}

/**
 * A collector for `total` rows in all. A row whose prediction was not asked for the deciding output, or answered in another
 * width than the first, has no score (NaN, or an empty label).
 */
export function collectScores(decision: Decision, total: number): ScoreCollector {
  let scores: Float64Array | null = null
  let labels: string[] | null = null
  let named: string[] | null = null
  let isNamed = true
  let width = 0
  let at = 0

  const begin = (deciding: RecordedTensor, rows: number) => {
    width = Math.max(1, Math.floor(deciding.data.length / rows))
    if (isFloat(deciding)) scores = new Float64Array(total * width).fill(Number.NaN)
    else labels = Array.from({ length: total }, () => '')
  }
  return {
    add(outputs, rows, picked) {
      const deciding = outputs.find((output) => output.name === decision.output)
      if (deciding && scores === null && labels === null) begin(deciding, rows)
      const usable = deciding && deciding.data.length === rows * width && isFloat(deciding) === (scores !== null)
      const naming = deciding ? outputs.find((output) => output !== deciding && isLabelOutput(output, rows)) : undefined
      if (usable && !naming) isNamed = false
      if (usable && naming) named ??= Array.from({ length: total }, () => '')
      for (const row of picked) {
        if (usable && scores) for (let k = 0; k < width; k++) scores[at * width + k] = numberOf(deciding.data[row * width + k])
        if (usable && labels) labels[at] = String(deciding.data[row])
        if (usable && named && naming) named[at] = String(naming.data[row])
        at++
      }
    },
    scored: () => ({ rows: total, width, scores: scores ?? new Float64Array(0), labels, namedLabels: isNamed ? named : null }),
  }
}

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : Number.NaN)
