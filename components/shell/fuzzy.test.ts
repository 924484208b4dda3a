import { expect, it } from 'vitest'
import { fuzzyMatch, markedPieces } from './fuzzy.ts'

const best = (query: string, texts: readonly string[]) =>
  texts
    .map((text) => ({ text, match: fuzzyMatch(text, query) }))
    .filter(({ match }) => match !== null)
    .toSorted((a, b) => (b.match?.score ?? 0) - (a.match?.score ?? 0))
    .map(({ text }) => text)

it('finds letters in order, the starts of words first, and nothing that is not there', () => {
  const texts = ['Register a model', 'Verify the log in this browser', 'Review queue', 'Switch to the dark theme', 'Sign out']
  expect(best('reg', texts)[0]).toBe('Register a model')
  expect(best('vlog', texts)[0]).toBe('Verify the log in this browser')
  expect(best('log verify', texts)).toEqual(['Verify the log in this browser'])
  expect(best('dark', texts)).toEqual(['Switch to the dark theme'])
  expect(best('rq', texts)[0]).toBe('Review queue')
  expect(best('xyz', texts)).toEqual([])
  expect(best('', texts)).toHaveLength(texts.length)
})

it('puts a whole word before scattered letters, and the start of a text before its middle', () => {
  expect(best('model', ['my old elm', 'Demodel', 'Register a model', 'Models'])).toEqual(['Models', 'Register a model', 'Demodel', 'my old elm'])
})

it('marks what answers the query', () => {
  expect(markedPieces('Sign out', 'out')).toEqual([
    { text: 'Sign ', marked: false },
    { text: 'out', marked: true },
  ])
  expect(markedPieces('Costs', '')).toEqual([{ text: 'Costs', marked: false }])
  expect(
    markedPieces('credit-default', 'crd')
      .map((piece) => piece.text)
      .join(''),
  ).toBe('credit-default')
})
