import { expect, it } from 'vitest'
import { digestIn, escapeLike, isId, lettersInOrder, versionIn } from './words.ts'

it('reads a version out of what people write', () => {
  for (const text of ['credit-default v14', 'credit-default 14', 'credit-default/14', ' credit-default/v14 ', 'credit-default V14']) {
    expect(versionIn(text)).toEqual({ model: 'credit-default', number: 14 })
  }
  for (const text of ['credit-default', 'v14', 'credit v', 'a b c', '']) expect(versionIn(text)).toBeNull()
})

it('knows ids and digests by their form', () => {
  expect(isId('0198c0de-0000-7000-8000-000000000000')).toBe(true)
  expect(isId('0198c0de')).toBe(false)
  expect(digestIn('sha256:0198C0DE')).toBe('sha256:0198c0de')
  expect(digestIn('0198c0dexyz')).toBeNull()
})

it('leaves nothing in a name for the database to interpret', () => {
  expect(escapeLike('100%_\\')).toBe('100\\%\\_\\\\')
})

it('looks for letters in order, each of them as it is, and not for one or two', () => {
  expect(lettersInOrder('cr df')).toBe('%c%r%d%f%')
  expect(lettersInOrder('a%b')).toBe('%a%\\%%b%')
  expect(lettersInOrder('a b')).toBeNull()
})
