import { describe, expect, it } from 'vitest'
import { readSearch, searchHref } from './prediction-search.ts'

describe('the search of predictions in an address', () => {
  it('reads what it can and names what it cannot', () => {
    expect(readSearch({ model: ' loans ', version: 'v3', entityId: 'a:1', from: '2026-11-25T10:00', to: '2026-11-25T12:00:00+01:00' })).toEqual({
      search: { model: 'loans', version: '3', entityId: 'a:1', from: '2026-11-25T10:00:00.000Z', to: '2026-11-25T11:00:00.000Z' },
      problems: {},
    })
    expect(Object.keys(readSearch({ model: 'no name', version: '0', from: 'soon' }).problems)).toEqual(['model', 'version', 'from'])
    expect(readSearch({ version: '2' })).toEqual({ search: {}, problems: { version: 'Choose the model as well.' } })
    expect(readSearch({ from: '2026-11-25T10:00', to: '2026-11-25T09:00' }).problems).toHaveProperty('to')
    expect(readSearch({ entityId: 'x'.repeat(513) }).search).toEqual({})
  })

  it('comes back from the address it writes', () => {
    const { search } = readSearch({ model: 'loans', entityId: 'a&b=c #1', from: '2026-11-25T10:00' })
    const back = Object.fromEntries(new URL(searchHref(search, 'abc'), 'http://console.invalid').searchParams)
    expect(back).toEqual({ ...search, cursor: 'abc' })
    expect(searchHref({})).toBe('/predictions')
  })
})
