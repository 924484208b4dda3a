import { describe, expect, it } from 'vitest'
import { ownPath } from './own-path.ts'

describe('ownPath', () => {
  it('keeps paths of this console with their search', () => {
    expect(ownPath('/models/credit?f=state:allowed#gates')).toBe('/models/credit?f=state:allowed#gates')
  })
  it.each([
    undefined,
    '',
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/.//evil.example',
    'javascript:alert(1)',
    'models',
  ])('sends %j to the overview', (next) => expect(ownPath(next)).toBe('/'))
})
