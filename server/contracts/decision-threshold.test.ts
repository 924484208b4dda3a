import { describe, expect, it } from 'vitest'
import { decisionThreshold } from './decision-threshold.ts'

describe('the threshold of a decision', () => {
  it.each([
    [null, 'binary', null],
    [{ output: 'y' }, undefined, null],
    [{ output: 'y' }, 'regression', null],
    [{ output: 'y' }, 'multiclass', null],
    [{ output: 'y' }, 'binary', 0.5],
    [{ output: 'y', class: 1 }, undefined, 0.5],
    [{ output: 'y', class: 1 }, 'binary', 0.5],
    [{ output: 'y', class: 1, threshold: 0.3 }, 'binary', 0.3],
    [{ output: 'y', threshold: 20 }, 'regression', 20],
    [{ output: 'y', threshold: 0 }, undefined, 0],
    [{ output: 'y', threshold: 0.3 }, 'multiclass', null],
  ])('of %j, where the model does %s, is %s', (decision, task, want) => {
    expect(decisionThreshold(decision, task)).toBe(want)
  })
})
