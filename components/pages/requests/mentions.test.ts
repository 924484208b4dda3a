import fc from 'fast-check'
import { expect, it } from 'vitest'
import { mentionsIn, partsOf } from './mentions.ts'

const people = [
  { id: '1', name: 'Ada' },
  { id: '2', name: 'Ada Byron' },
  { id: '3', name: 'Tomasz Wrona' },
]

it('finds who is named, the longer of two names, once each', () => {
  expect(mentionsIn('@Ada Byron and @Tomasz Wrona, see what @Ada said; @Ada Byron too', people).ids).toEqual(['2', '3', '1'])
})

it('names nobody by an address, a longer word or a bare sign', () => {
  expect(mentionsIn('@ nobody, ask@example.org, ask@Ada.org, 7@Ada, ö@Ada, 𝒜@Ada, @Adam, @Ada𝒜, @', people).ids).toEqual([])
  expect(mentionsIn('(@Ada), "@Ada Byron"', people).ids).toEqual(['1', '2'])
})

it('names of two people of one name whom one has chosen, and says where none is', () => {
  const twins = [...people, { id: '4', name: 'Ada' }]
  expect(mentionsIn('@Ada and @Tomasz Wrona', twins)).toEqual({ ids: ['3'], unclear: ['Ada'] })
  expect(mentionsIn('@Ada', twins, ['4'])).toEqual({ ids: ['4'], unclear: [] })
  expect(mentionsIn('@Ada and @Ada', twins, ['4', '1', '2'])).toEqual({ ids: ['1', '4'], unclear: [] })
  expect(mentionsIn('Nobody', twins, ['4'])).toEqual({ ids: [], unclear: [] })
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
