import { expect, it } from 'vitest'
import { changeOf, changeWords, money } from './costs-words.ts'

it('writes small money so that it can be seen', () => {
  expect(money('1588.853', 'EUR')).toBe('€1,588.85')
  expect(money('0.0042', 'EUR')).toBe('€0.00420')
  expect(money('0.412', 'EUR')).toBe('€0.412')
  expect(money('0.00000031', 'EUR')).toBe('€3.1 × 10⁻⁷')
  expect(money('0', 'USD')).toBe('$0.00')
})

it('compares only with something', () => {
  expect(changeWords('5', '0')).toBe('')
  expect(changeWords('6', '5')).toContain('20 % more')
  expect(changeWords('4', '5')).toContain('20 % less')
  expect(changeOf('6', undefined)).toBeNull()
  expect(changeOf('6', '5')).toBeCloseTo(0.2)
})
