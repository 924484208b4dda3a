import fc from 'fast-check'
import { expect, it } from 'vitest'
import { mentionsIn, partsOf } from './mentions.ts'

const people = [
  { id: '1', name: 'Ada' },
  { id: '2', name: 'Ada Byron' },
  { id: '3', name: 'Tomasz Wrona' },
]

it('finds who is named, the longer of two names, once each', () => {
  expect(mentionsIn('@Ada Byron and @Tomasz Wrona, see what @Ada said; @Ada Byron too', people)).toEqual(['2', '3', '1'])
})

it('names nobody by an address, a longer word or a bare sign', () => {
  expect(mentionsIn('@ nobody, ask@example.org, @Adam, @', people)).toEqual([])
})

it('keeps every letter of the text', () => {
  const texts = fc
    .array(fc.oneof(fc.string(), fc.constantFrom('@', '@Ada', '@Ada Byron', ' ', '@Tomasz Wrona')), { maxLength: 12 })
    .map((list) => list.join(''))
  const whole = (body: string) =>
    partsOf(body, people)
      .map(({ text }) => text)
      .join('') === body
  expect(fc.check(fc.property(texts, whole))).toMatchObject({ failed: false })
})
