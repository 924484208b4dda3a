import { describe, expect, it } from 'vitest'
import { readProduction } from './production-reading.ts'

const measure = (value: number, half: number) => ({ value, lower: value - half, upper: value + half })

describe('the reading of a labelled window', () => {
  it.each([
    ['worse where its interval lies below the expected one', measure(0.56, 0.05), measure(0.7, 0.05), 'worse'],
    ['as expected where the intervals meet', measure(0.62, 0.05), measure(0.7, 0.05), 'as-expected'],
    ['better where it lies above', measure(0.85, 0.05), measure(0.7, 0.05), 'better'],
    ['not known without an expectation', measure(0.56, 0.05), undefined, 'not-known'],
    ['not known where the expectation is undefined', measure(0.56, 0.05), { undefined: 'no-rows' }, 'not-known'],
  ] as const)('is %s', (_what, measured, expected, reading) => {
    expect(readProduction({ rocAuc: measured }, expected && { rocAuc: expected })).toMatchObject({ metric: 'rocAuc', value: measured.value, reading })
  })

  it('takes less for better where the measure is an error', () => {
    expect(readProduction({ rmse: measure(2, 0.1) }, { rmse: measure(1, 0.1) })?.reading).toBe('worse')
    expect(readProduction({ rmse: measure(1, 0.1) }, { rmse: measure(2, 0.1) })?.reading).toBe('better')
  })

  it('takes the first measure that has an interval, and none where there is none', () => {
    expect(readProduction({ rocAuc: { undefined: 'one-class' }, accuracy: measure(0.8, 0.1) }, {})?.metric).toBe('accuracy')
    expect(readProduction({ rocAuc: { value: 0.7 }, f1: measure(0.5, 0.1) }, {})).toBeNull()
  })
})
