import { describe, expect, it } from 'vitest'
import { answeredClass, inputsOfRow, outcomeOf, outputsOfRow, scoreWords, valueWords } from './prediction-values.ts'

const tensor = (name: string, shape: number[], data: unknown[]) => ({ name, datatype: 'FP32', shape, data })

describe('rows of a recorded prediction', () => {
  it('gives the columns of one tensor the names of the features, flat or nested', () => {
    const names = (data: unknown[]) => inputsOfRow({ inputs: [tensor('X', [2, 2], data)] }, ['age', 'income'], 1)
    expect(names([1, 2, 3, 4])).toEqual([
      { name: 'age', value: 3 },
      { name: 'income', value: 4 },
    ])
    expect(
      names([
        [1, 2],
        [3, 4],
      ]),
    ).toEqual(names([1, 2, 3, 4]))
  })

  it('takes several tensors as columns of their own name, and numbers what has no feature', () => {
    expect(inputsOfRow({ inputs: [tensor('age', [2, 1], [1, 2]), tensor('city', [2, 1], ['a', 'b'])] }, ['city', 'age'], 1)).toEqual([
      { name: 'age', value: 2 },
      { name: 'city', value: 'b' },
    ])
    expect(inputsOfRow({ inputs: [tensor('image', [1, 2, 2], [1, 2, 3, 4])] }, ['a'], 0).map((input) => input.name)).toEqual([
      'image[0]',
      'image[1]',
      'image[2]',
      'image[3]',
    ])
    expect(outputsOfRow({ outputs: [tensor('label', [2], [0, 1]), tensor('p', [2, 2], [0.9, 0.1, 0.2, 0.8])] }, 1).map(({ value }) => value)).toEqual([
      1, 0.2, 0.8,
    ])
  })

  it('decides positive at the threshold itself, and not at all where there is none', () => {
    const outputs = [tensor('p', [3, 2], [0.73, 0.27, 0.5, 0.5, 0.9, 0.1])]
    expect(outcomeOf({ outputs, threshold: 0.27 }, { output: 'p', class: 1 }, 0)).toEqual({ score: 0.27, threshold: 0.27, positive: true })
    expect(outcomeOf({ outputs, threshold: 0.5 }, { output: 'p', class: 1 }, 1)?.positive).toBe(true)
    expect(outcomeOf({ outputs, threshold: 0.5 }, { output: 'p', class: 1 }, 2)?.positive).toBe(false)
    expect(outcomeOf({ outputs: [tensor('y', [1, 1], [203.5])], threshold: null }, { output: 'y' }, 0)).toEqual({
      score: 203.5,
      threshold: null,
      positive: null,
    })
    expect(outcomeOf({ outputs, threshold: 0.5 }, { output: 'gone' }, 0)).toBeNull()
    expect(outcomeOf({ outputs, threshold: null }, null, 0)).toBeNull()
  })

  it('takes no class of several for the score, and names the class that was answered', () => {
    const digits = {
      rows: 2,
      threshold: null,
      outputs: [{ ...tensor('label', [2], [7, 3]), datatype: 'INT64' }, tensor('p', [2, 3], [0.1, 0.2, 0.7, 0.3, 0.3, 0.4])],
    }
    expect(outcomeOf(digits, { output: 'p' }, 0)).toBeNull()
    expect([answeredClass(digits, 0), answeredClass(digits, 1)]).toEqual(['7', '3'])
    expect(answeredClass({ rows: 1, outputs: [tensor('p', [1, 2], [0.1, 0.9])] }, 0)).toBeNull()
  })

  it('writes values so that a missing one is no 0 and a close score is no threshold', () => {
    expect([null, Number.NaN, 0, 1234567, -213, -0.5, 0.30000001192092896, 'DE', false].map(valueWords)).toEqual([
      'missing',
      'missing',
      '0',
      '1,234,567',
      '−213',
      '−0.5',
      '0.3',
      'DE',
      'false',
    ])
    expect(scoreWords(0.26996, 0.27)).toBe('0.26996')
    expect(scoreWords(0.3123, 0.27)).toBe('0.312')
  })
})
