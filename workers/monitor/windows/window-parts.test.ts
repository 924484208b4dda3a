import { describe, expect, it } from 'vitest'
import type { Column } from '#server/kernel/table/column.ts'
import { alignColumn, collectFeature } from './feature-columns.ts'
import { collectScores, keptWidth } from './recorded-scores.ts'
import type { ScoreCollector } from './recorded-scores.ts'
import { windowTask } from './window-task.ts'

const collected = (isText: boolean, cells: (number | string | null)[]): Column => {
  const collector = collectFeature('x', isText, cells.length)
  for (const cell of cells) collector.add(cell)
  return collector.column()
}
const reference = (type: 'integer' | 'boolean'): Column => ({ kind: 'numeric', name: 'x', type, values: Float64Array.of(0, 1) })

describe('a column of the log', () => {
  it('holds numbers as numbers, missing as NaN, and says whether all are whole', () => {
    expect(collected(false, [1, null, 3])).toEqual({ kind: 'numeric', name: 'x', type: 'integer', values: Float64Array.of(1, Number.NaN, 3) })
    expect(collected(false, [1.5])).toMatchObject({ type: 'number' })
  })

  it('takes the empty text for missing', () => {
    expect(collected(true, ['b', '', null, 'b', 'a'])).toMatchObject({ codes: Int32Array.of(0, -1, -1, 0, 1), dictionary: ['b', 'a'] })
  })

  it('is of the type of the reference where it can be, and stays what it is where it cannot', () => {
    expect(alignColumn(collected(true, ['1', '', '0']), reference('boolean'))).toMatchObject({ type: 'boolean', values: Float64Array.of(1, Number.NaN, 0) })
    expect(alignColumn(collected(true, ['1', 'yes']), reference('boolean'))).toMatchObject({ kind: 'string' })
    expect(alignColumn(collected(false, [1.5]), reference('integer'))).toMatchObject({ type: 'number' })
  })
})

const answer = (name: string, datatype: string, width: number, data: unknown[]) => ({ name, datatype, shape: [data.length / width, width], data })

describe('recorded scores', () => {
  const answers = (collector: ScoreCollector) => {
    collector.add([answer('other', 'FP32', 1, [9])], 1, [0])
    collector.add([answer('p', 'FP32', 2, [0.9, 0.1, 0.4, 0.6, null, null])], 3, [1, 2])
    collector.add([answer('p', 'FP32', 3, [1, 2, 3])], 1, [0])
    return collector.scored()
  }

  it('are those of the rows that were picked; a prediction without the deciding output has none', () => {
    const { scores, width, labels } = answers(collectScores({ output: 'p' }, 4))
    expect(width).toBe(2)
    expect(labels).toBeNull()
    expect([...scores]).toEqual([NaN, NaN, 0.4, 0.6, NaN, NaN, NaN, NaN])
  })

  it('are the column of the deciding class alone where one decides', () => {
    const { scores, width } = answers(collectScores({ output: 'p', class: 1 }, 4))
    expect(width).toBe(1)
    expect([...scores]).toEqual([NaN, 0.6, NaN, NaN])
    expect(() => answers(collectScores({ output: 'p', class: 2 }, 4))).toThrow('no class 2')
  })

  it('are labels where the output holds text or whole numbers', () => {
    const told: string[] = []
    const collector = collectScores({ output: 'label' }, 3, (text) => void told.push(text))
    collector.add([answer('label', 'INT64', 1, [7, 8])], 2, [1])
    collector.add([answer('p', 'FP32', 1, [1])], 1, [0])
    collector.add([answer('label', 'INT64', 1, [9])], 1, [0])
    expect(collector.scored()).toEqual({ rows: 3, width: 1, scores: new Float64Array(0), labels: ['8', '', '9'] })
    expect(told).toEqual(['8', '9'])
  })

  it('tell how many columns of them would be kept', () => {
    const outputs = [answer('p', 'FP32', 3, [1, 2, 3, 4, 5, 6]), answer('label', 'INT64', 1, [0, 1])]
    expect(['p', 'label', 'none'].map((output) => keptWidth({ output }, outputs, 2))).toEqual([3, 1, null])
    expect(keptWidth({ output: 'p', class: 1 }, outputs, 2)).toBe(1)
  })
})

describe('the task of a window', () => {
  const scored = { rows: 3, width: 2, scores: Float64Array.of(0.9, 0.1, 0.4, 0.6, Number.NaN, Number.NaN), labels: null }
  const ofClass = { rows: 3, width: 1, scores: Float64Array.of(0.1, 0.6, Number.NaN), labels: null }

  it('has the positive label of the reference, and unknown truth where no label has come', () => {
    const binary = { task: 'binary', scores: new Float64Array(0), threshold: 0.3, truth: null, positive: '1' } as const
    expect(windowTask(binary, ofClass, ['true', null, '0'])).toEqual({
      ...binary,
      scores: Float64Array.of(0.1, 0.6, Number.NaN),
      truth: Uint8Array.of(1, 255, 0),
    })
  })

  it('keeps the classes of the reference and takes a new label for a class that the model never predicts', () => {
    const classes = ['a', 'b']
    const multiclass = { task: 'multiclass', predicted: new Int32Array(0), truth: null, classes, scores: null } as const
    expect(windowTask(multiclass, scored, ['c', null, 'a'])).toMatchObject({
      classes: ['a', 'b', 'c'],
      predicted: Int32Array.of(0, 1, -1),
      truth: Int32Array.of(2, -1, 0),
      scores: null,
    })
    expect(classes).toEqual(['a', 'b'])
  })

  it('has no scores at all where none was recorded', () => {
    const regression = { task: 'regression', predicted: new Float64Array(0), truth: null, threshold: null } as const
    const none = { ...scored, width: 0, scores: new Float64Array(0) }
    expect(windowTask(regression, none, ['1.5', '', null])).toMatchObject({
      predicted: Float64Array.of(NaN, NaN, NaN),
      truth: Float64Array.of(1.5, NaN, NaN),
    })
  })
})
