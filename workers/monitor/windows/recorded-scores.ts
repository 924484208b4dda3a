import type { Decision } from '#server/contracts/registry.ts'
import type { RecordedTensor } from '#workers/inference/request/recorded-tensors.ts'
import { AssessmentProblem } from '../assess/plan.ts'

const isFloat = ({ datatype }: RecordedTensor): boolean => datatype.startsWith('FP')

/** What was answered for predicted rows, as far as it decides. */
export interface RecordedScores {
  rows: number
  /** Columns that are kept of the deciding output: that of the deciding class, or all where none is named; 0 where none was recorded. */
  width: number
  /** Row-major, rows × width; empty where the output holds labels. */
  scores: Float64Array
  /** Set when the deciding output holds text or whole numbers, as predicted labels do. */
  labels: string[] | null
}

/** Collects what was answered for predicted rows, one prediction after another. */
export interface ScoreCollector {
  /** The answered tensors of a prediction of `rows` rows, of which the `picked` ones count. */
  add: (outputs: readonly RecordedTensor[], rows: number, picked: readonly number[]) => void
  scored: () => RecordedScores
}

/** Values a row of an answered tensor. */
const widthOf = (tensor: RecordedTensor, rows: number): number => Math.max(1, Math.floor(tensor.data.length / rows))

/** Columns of the deciding output that a collector keeps, as a prediction shows it; null where it was not asked for that output. */
export function keptWidth(decision: Decision, outputs: readonly RecordedTensor[], rows: number): number | null {
  const deciding = outputs.find((output) => output.name === decision.output)
  if (!deciding) return null
  return isFloat(deciding) && decision.class === undefined ? widthOf(deciding, rows) : 1
}

function wrongClass(decision: Decision, width: number): AssessmentProblem {
  return new AssessmentProblem({
    code: 'wrong-output',
    title: 'The decision class does not exist',
    detail: `${decision.output} was answered with ${width} columns, so there is no class ${decision.class}.`,
    fix: `Register a version with decision.class from 0 to ${width - 1}.`,
  })
}

/**
 * A collector for `total` rows in all; `onText` is told each label that it keeps. A row whose prediction was not asked for the
 * deciding output, or answered in another width than the first, has no score (NaN, or an empty label).
 */
export function collectScores(decision: Decision, total: number, onText: (text: string) => void = () => {}): ScoreCollector {
  let scores: Float64Array | null = null
  let labels: string[] | null = null
  /** Of the answers, and of what is kept of them from column `first`. */
  let answered = 0
  let width = 0
  const first = decision.class ?? 0
  let at = 0

  const begin = (deciding: RecordedTensor, rows: number) => {
    answered = widthOf(deciding, rows)
    if (!isFloat(deciding)) {
      width = answered
      labels = Array.from({ length: total }, () => '')
      return
    }
    if (first >= answered) throw wrongClass(decision, answered)
    width = decision.class === undefined ? answered : 1
    scores = new Float64Array(total * width).fill(Number.NaN)
  }
  return {
    add(outputs, rows, picked) {
      const deciding = outputs.find((output) => output.name === decision.output)
      if (deciding && scores === null && labels === null) begin(deciding, rows)
      const usable = deciding && deciding.data.length === rows * answered && isFloat(deciding) === (scores !== null)
      for (const row of picked) {
        if (usable && scores) for (let k = 0; k < width; k++) scores[at * width + k] = numberOf(deciding.data[row * answered + first + k])
        if (usable && labels) {
          labels[at] = String(deciding.data[row])
          onText(labels[at])
        }
        at++
      }
    },
    scored: () => ({ rows: total, width, scores: scores ?? new Float64Array(0), labels }),
  }
}

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : Number.NaN)
