import { expect, it } from 'vitest'
import { decisionWords } from './decision-words.ts'

it('claims a threshold only where one is declared or follows from the class', () => {
  expect(decisionWords({ output: 'p', class: 1, threshold: 0.18 })).toBe('positive where p[1] ≥ 0.18')
  expect(decisionWords({ output: 'p', class: 1 })).toBe('positive where p[1] ≥ 0.5')
  expect(decisionWords({ output: 'price' })).toBe('by price, no threshold declared')
  expect(decisionWords(null)).toBe('not declared')
})
