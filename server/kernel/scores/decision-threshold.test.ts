import { describe, expect, it } from 'vitest'
import { decisionThreshold } from './decision-threshold.ts'

describe('the threshold of a decision', () => {
  it.each([
    [null, 'binary', null],
    [{}, undefined, null],
    [{}, 'regression', null],
    [{}, 'multiclass', null],
    [{}, 'binary', 0.5],
    [{ class: 1 }, undefined, 0.5],
    [{ class: 1 }, 'binary', 0.5],
    [{ class: 1, threshold: 0.3 }, 'binary', 0.3],
    [{ threshold: 20 }, 'regression', 20],
    [{ threshold: 0 }, undefined, 0],
    [{ threshold: 0.3 }, 'multiclass', null],
    [{ class: 2 }, 'multiclass', 0.5],
  ])('of %j, where the model does %s, is %s', (decision, task, want) => {
    expect(decisionThreshold(decision, task)).toBe(want)
  })
})
