import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTags, writeTags } from './tags-text.ts'

describe('tags as text', () => {
  it('reads back what it wrote', () => {
    const word = fc.stringMatching(/^[a-z0-9._-]{1,12}$/)
    fc.assert(
      fc.property(fc.dictionary(word, word, { noNullPrototype: true }), (tags) => {
        expect(readTags(writeTags(tags)).tags).toEqual(tags)
      }),
    )
  })
  it('keeps further equals signs and says what it cannot read', () => {
    expect(readTags('query=a=b,').tags).toEqual({ query: 'a=b' })
    expect(readTags('retail').problem).toContain('“retail”')
    expect(readTags('a=1, a=2').problem).toContain('twice')
  })
})
