import { describe, expect, it } from 'vitest'
import type { DatasetSchema } from '#server/contracts/datasets.ts'
import type { Decision } from '#server/contracts/registry.ts'
import type { Column } from '#server/kernel/table/column.ts'
import type { Engine } from '#workers/inference/engine/engine.ts'
import { cohortsOf } from './cohorts.ts'

const ROWS = 40
const file = { snapshotId: 's', digest: 'sha256:s', path: '', format: 'csv' as const }
const numbers = (name: string, values: number[]): Column => ({ kind: 'numeric', name, type: 'integer', values: Float64Array.from(values) })
const zeroOrOne = numbers(
  'label',
  Array.from({ length: ROWS }, (_, row) => row % 2),
)
const amounts = numbers(
  'label',
  Array.from({ length: ROWS }, (_, row) => row),
)

/** Groups by decision of rows that score 0.2 and 0.8 in turn. */
function groupsOf(decision: Decision, label: Column, shape: number[]): string[] {
  const schema: DatasetSchema = { features: ['a'], protectedAttributes: [], label: 'label' }
  const evaluation = { file, rows: ROWS, columns: new Map([['label', label]]) }
  const signature = { inputs: [], outputs: [{ name: 'y', datatype: 'FP32', shape }] }
  const model = { digest: '', path: '' }
  const plan = { kinds: [], model, signature, features: ['a'], decision, schema, evaluation: file, reference: file }
  const outputs = Float64Array.from({ length: ROWS }, (_, row) => (row % 2 === 0 ? 0.2 : 0.8))
  const sample = { contributions: outputs, baseValue: 0, margins: outputs, rows: ROWS, outputs, interactions: null }
  const engine: Engine = { ask: () => Promise.reject(new Error('asked')), status: () => ({ pids: [], free: 0, waiting: 0 }), close: () => Promise.resolve() }
  const rows = Array.from({ length: ROWS }, (_, row) => row)
  return cohortsOf({ plan, evaluation, reference: evaluation, engine }, sample, rows).flatMap(({ groups }) => groups.map(({ group, n }) => `${group} ${n}`))
}

describe('cohorts by decision', () => {
  it('are there wherever performance and fairness decide by a threshold', () => {
    const both = ['negative 20', 'positive 20']
    expect(groupsOf({ output: 'y' }, zeroOrOne, [-1, 1])).toEqual(both)
    expect(groupsOf({ output: 'y' }, zeroOrOne, [-1])).toEqual(both)
    expect(groupsOf({ output: 'y', class: 1 }, amounts, [-1, 2])).toEqual(both)
    expect(groupsOf({ output: 'y', threshold: 0.1 }, amounts, [-1, 1])).toEqual(['positive 40'])
    expect(groupsOf({ output: 'y' }, amounts, [-1, 1])).toEqual([])
    // Columns compete: none of them decides by a threshold.
    expect(groupsOf({ output: 'y' }, zeroOrOne, [-1, 2])).toEqual([])
  })
})
