import { describe, expect, it } from 'vitest'
import type { Decision, Signature } from '#server/contracts/registry.ts'
import type { Column } from '#server/kernel/table/column.ts'
import type { Tensor } from '#server/kernel/tensor/datatype.ts'
import type { Engine } from '#workers/inference/engine/engine.ts'
import type { AssessmentPlan } from './plan.ts'
import type { Subject } from './subject.ts'
import { needTruth, readTask } from './task.ts'

const file = { snapshotId: 's', digest: 'd', path: '/nowhere', format: 'csv' as const }
const column = (name: string, values: (number | string | null)[]): Column => {
  if (values.every((value) => typeof value === 'number'))
    return { kind: 'numeric', name, type: values.every(Number.isInteger) ? 'integer' : 'number', values: Float64Array.from(values) }
  const dictionary = [...new Set(values.filter((value) => value !== null).map(String))]
  return {
    kind: 'string',
    name,
    type: 'string',
    dictionary,
    codes: Int32Array.from(values, (value) => (value === null ? -1 : dictionary.indexOf(String(value)))),
  }
}

interface Given {
  label?: (number | string | null)[]
  decision?: Decision
  schema?: Partial<AssessmentPlan['schema']>
  batch?: number
  /** What the model answers for the rows whose feature values it is given. */
  model: (fed: number[]) => Tensor[]
}

/** A subject over rows 0, 1, 2, … of one feature, whose engine is the given function. */
function subjectOf({ label, decision = { output: 'score' }, schema = {}, batch = -1, model }: Given, rows = label?.length ?? 4) {
  const asked: number[] = []
  const signature: Signature = {
    inputs: [{ name: 'x', datatype: 'FP32', shape: [batch, 1] }],
    outputs: [{ name: decision.output, datatype: 'FP32', shape: [-1, -1] }],
  }
  const columns = new Map([
    [
      'x',
      column(
        'x',
        Array.from({ length: rows }, (_, row) => row),
      ),
    ],
  ])
  if (label) columns.set('y', column('y', label))
  const engine = {
    ask: async ({ feeds }: { feeds: Tensor[] }) => {
      const fed = Array.from(feeds[0].values as Float32Array)
      asked.push(fed.length)
      return { outputs: model(fed), provider: 'cpu' }
    },
  } as unknown as Engine
  const plan: AssessmentPlan = {
    kinds: ['performance'],
    model: { digest: 'm', path: '/nowhere' },
    signature,
    features: ['x'],
    decision,
    schema: { ...(label ? { label: 'y' } : {}), protectedAttributes: [], features: ['x'], ...schema },
    evaluation: file,
    reference: file,
  }
  const table = { file, rows, columns }
  const subject: Subject = { plan, evaluation: table, reference: table, engine }
  return { subject, asked }
}

const floats = (name: string, width: number, values: number[]): Tensor => ({
  name,
  datatype: 'FP32',
  dims: [values.length / width, width],
  values: Float32Array.from(values),
})
const words = (name: string, values: string[]): Tensor => ({ name, datatype: 'BYTES', dims: [values.length], values })
const tenths = (fed: number[]): Tensor[] => [
  floats(
    'score',
    1,
    fed.map((x) => x / 10),
  ),
]
const task = (given: Given) => readTask(subjectOf(given).subject)

describe('a binary task', () => {
  it('is one of a declared class: its column is the score, its threshold the declared one or a half', async () => {
    const model = (fed: number[]) => [
      floats(
        'score',
        2,
        fed.flatMap((x) => [1 - x / 10, x / 10]),
      ),
    ]
    const read = await task({ label: [0, 1, 0, 1], decision: { output: 'score', class: 1 }, model })
    expect(read).toMatchObject({ task: 'binary', threshold: 0.5, truth: Uint8Array.of(0, 1, 0, 1), positive: '1' })
    expect(read.task === 'binary' && read.scores[3]).toBeCloseTo(0.3, 6)
    await expect(task({ label: [0, 1], decision: { output: 'score', class: 2 }, model })).rejects.toThrow('there is no class 2')
  })

  it('is one of a single score and two labels, numbers or words; a missing label is unknown', async () => {
    expect(await task({ label: [0, 1, 1, 0], model: tenths })).toMatchObject({ task: 'binary', truth: Uint8Array.of(0, 1, 1, 0) })
    expect(await task({ label: ['bad', 'good', null, 'bad'], schema: { positiveLabel: 'bad' }, model: tenths })).toMatchObject({
      task: 'binary',
      truth: Uint8Array.of(1, 0, 255, 1),
    })
    expect(await task({ label: [2, 1, 2], schema: { positiveLabel: 2 }, model: tenths })).toMatchObject({ task: 'binary', truth: Uint8Array.of(1, 0, 1) })
  })

  it('says so when the positive label never occurs, and does not turn into regression', async () => {
    await expect(task({ label: [0, 0, 0], model: tenths })).rejects.toMatchObject({ problem: { code: 'no-positive-label' } })
    await expect(task({ label: ['Y', 'N'], schema: { positiveLabel: 'yes' }, model: tenths })).rejects.toThrow(
      'never holds the positive label yes; it holds Y, N',
    )
  })
})

describe('a regression', () => {
  it('is a single score beside a label of many numbers', async () => {
    const read = await task({ label: [1.5, 2.5, 3.5, 0.5], model: tenths })
    expect(read).toMatchObject({ task: 'regression', truth: Float64Array.of(1.5, 2.5, 3.5, 0.5), threshold: null })
  })

  it('has no truth in words', async () => {
    const { subject } = subjectOf({ label: ['low', 'middle', 'high'], model: tenths })
    const read = await readTask(subject)
    expect(read).toMatchObject({ task: 'regression', truth: null })
    expect(() => needTruth(read.task === 'regression' ? read.truth : null, subject)).toThrow('The label y is not a number')
  })
})

describe('a task of several classes', () => {
  const scores = [0.1, 0.7, 0.2, 0.6, 0.3, 0.1, 0.2, 0.2, 0.6]
  const three = () => [floats('score', 3, scores)]

  it('takes the largest score; columns are the labels in order where no output names them', async () => {
    const read = await task({ label: ['cat', 'ant', 'bee'], model: three })
    expect(read).toMatchObject({ task: 'multiclass', classes: ['ant', 'bee', 'cat'], predicted: Int32Array.of(1, 0, 2), truth: Int32Array.of(2, 0, 1) })
  })

  it('orders numbers as numbers, and takes the numbers of columns as they are', async () => {
    expect(await task({ label: [10, 2, 30], model: three })).toMatchObject({ classes: ['2', '10', '30'] })
    expect(await task({ label: [2, 0, 1], model: three })).toMatchObject({ classes: ['0', '1', '2'], truth: Int32Array.of(2, 0, 1) })
  })

  it('takes names from the label output of the model, also where a column never wins', async () => {
    const named = (label: string[], won: string[]) => task({ label, model: () => [floats('score', 3, [0, 0, 1, 1, 0, 0, 0, 0, 1]), words('label', won)] })
    expect(await named(['1', '2', '3'], ['3', '1', '3'])).toMatchObject({
      classes: ['1', '2', '3'],
      truth: Int32Array.of(0, 1, 2),
      predicted: Int32Array.of(2, 0, 2),
    })
    // The label 1 of the first column is not to be taken for the number of the second.
    const read = await named(['1', '1', '3'], ['3', '1', '3'])
    expect(read).toMatchObject({ classes: ['1', 'column 1', '3'], truth: Int32Array.of(0, 0, 2) })
  })

  it('keeps a class that the model never predicts, and then has no probabilities of all', async () => {
    const read = await task({ label: [0, 7, 0], model: three })
    expect(read).toMatchObject({ classes: ['0', '1', '2', '7'], truth: Int32Array.of(0, 3, 0), scores: null })
  })

  it('decides nothing for a row without scores', async () => {
    const read = await task({ label: [0, 1], model: () => [floats('score', 3, [Number.NaN, Number.NaN, Number.NaN, Number.NaN, 0.4, 0.5])] })
    expect(read).toMatchObject({ predicted: Int32Array.of(-1, 2) })
  })

  it('reads an output of labels as what was decided', async () => {
    const read = await task({ label: ['b', 'a', 'c'], decision: { output: 'label' }, model: () => [words('label', ['a', 'a', 'c'])] })
    expect(read).toMatchObject({ task: 'multiclass', classes: ['a', 'b', 'c'], predicted: Int32Array.of(0, 0, 2), truth: Int32Array.of(1, 0, 2), scores: null })
  })
})

describe('scoring', () => {
  it('feeds a model of a fixed batch whole batches, and keeps the answers of its own rows only', async () => {
    const { subject, asked } = subjectOf({ label: [0, 1, 0, 1, 0, 1, 1], batch: 3, model: tenths })
    const read = await readTask(subject)
    expect(asked).toEqual([3, 3, 3])
    expect(read.task === 'binary' && Array.from(read.scores, (score) => Math.round(score * 10))).toEqual([0, 1, 2, 3, 4, 5, 6])
  })

  it('scores in batches, once for all kinds', async () => {
    const { subject, asked } = subjectOf({ model: tenths }, 2500)
    await readTask(subject)
    await readTask(subject)
    expect(asked).toEqual([1024, 1024, 452])
  })

  it.each([
    ['one number for all rows', () => [{ name: 'score', datatype: 'FP32' as const, dims: [], values: Float32Array.of(1) }]],
    [
      'another number of rows',
      (fed: number[]) => [
        floats(
          'score',
          2,
          fed.slice(1).flatMap((x) => [x, x]),
        ),
      ],
    ],
    ['no such output', (fed: number[]) => [floats('other', 1, fed)]],
  ])('refuses %s', async (_what, model) => {
    await expect(task({ label: [0, 1, 0, 1, 1], model })).rejects.toMatchObject({ problem: { code: 'wrong-output' } })
  })
})
