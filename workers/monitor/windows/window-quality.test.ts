import { expect, it } from 'vitest'
import type { DatasetSchema } from '#server/contracts/datasets.ts'
import type { Column } from '#server/kernel/table/column.ts'
import { windowQuality } from './window-quality.ts'
import type { WindowSubject } from './window-subject.ts'

const column = (values: number[]): Column => ({ kind: 'numeric', name: 'age', type: 'integer', values: Float64Array.from(values) })
const subjectWith = (expectations: DatasetSchema['expectations']) =>
  ({
    plan: { features: ['age'], schema: { expectations } },
    columns: new Map([['age', column([20, 30, -1, 40])]]),
    reference: { columns: new Map([['age', column([20, 30, 25, 40])]]) },
  }) as unknown as WindowSubject

it('looks at the expectations of features, and not at those of columns that no window has', () => {
  const age = { column: 'age', kind: 'range' as const, min: 0 }
  const { parameters, result } = windowQuality(subjectWith([age, { column: 'client_id', kind: 'unique' }]))
  expect(parameters).toEqual({ features: ['age'], expectations: [age] })
  expect(result.expectations.filter(({ source }) => source === 'declared')).toEqual([
    { expectation: age, source: 'declared', held: false, count: 1, share: 0.25, examples: [2] },
  ])
  expect(windowQuality(subjectWith(undefined)).parameters).toEqual({ features: ['age'] })
})
