import { estimateBinaryWith, fitBinaryEstimator } from '#server/kernel/estimation/estimate-binary.ts'
import type { EstimatedBinary } from '#server/kernel/estimation/estimate-binary.ts'
import { estimateRegressionWith, fitRegressionEstimator } from '#server/kernel/estimation/estimate-regression.ts'
import type { EstimatedRegression } from '#server/kernel/estimation/estimate-regression.ts'
import type { Column } from '#server/kernel/table/column.ts'
import type { Task } from '../assess/task.ts'
import type { ScoredTable } from './window-reference.ts'

/** Performance to be expected of decisions whose labels have not come; null where the kind of task has no such estimate. */
export type Estimator = (task: Task, columns: ReadonlyMap<string, Column>) => EstimatedBinary | EstimatedRegression | null

/** A feature as numbers, its texts as their place in the dictionary of the evaluation; a text that is not in it is missing. */
function numbersOf(column: Column | undefined, known: Column, rows: number): Float64Array {
  if (!column) return new Float64Array(rows).fill(Number.NaN)
  if (column.kind === 'numeric') return column.values
  const places = new Map(known.kind === 'string' ? known.dictionary.map((value, place) => [value, place]) : [])
  const placeOf = column.dictionary.map((value) => places.get(value) ?? Number.NaN)
  return Float64Array.from(column.codes, (code) => (code < 0 ? Number.NaN : placeOf[code]))
}

/** Learns from rows with labels what scores let expect; null where the evaluation has none. */
export function estimatorOf({ task, columns, rows }: ScoredTable, features: readonly string[]): Estimator | null {
  if (!task?.truth) return null
  if (task.task === 'binary') {
    const fitted = fitBinaryEstimator({ scores: task.scores, truth: task.truth, threshold: task.threshold })
    return (current) => (current.task === 'binary' ? estimateBinaryWith(fitted, current.scores) : null)
  }
  if (task.task === 'multiclass') return null
  const known = features.flatMap((feature) => columns.get(feature) ?? [])
  const fitted = fitRegressionEstimator({ features: known.map((column) => numbersOf(column, column, rows)), predicted: task.predicted, truth: task.truth })
  return (current, own) =>
    current.task === 'regression'
      ? estimateRegressionWith(fitted, {
          features: known.map((column) => numbersOf(own.get(column.name), column, current.predicted.length)),
          predicted: current.predicted,
        })
      : null
}
