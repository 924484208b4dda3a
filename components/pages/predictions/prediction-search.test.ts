import { describe, expect, it } from 'vitest'
import { csvHref, readSearch, searchHref, searchInput, searchQuery } from './prediction-search.ts'
import { searchWords } from './search-words.ts'

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

  it('reads outcome and scores of a model, 0 and a comma too, and no others', () => {
    expect(readSearch({ model: 'loans', outcome: 'negative', scoreFrom: '0', scoreTo: '0,25', time: 'received' })).toEqual({
      search: { model: 'loans', outcome: 'negative', scoreFrom: 0, scoreTo: 0.25, time: 'received' },
      problems: {},
    })
    expect(readSearch({ model: 'loans', outcome: 'maybe', time: 'later' })).toEqual({ search: { model: 'loans' }, problems: {} })
    expect(Object.keys(readSearch({ outcome: 'positive', scoreFrom: '0.1', scoreTo: 'high' }).problems)).toEqual(['outcome', 'scoreFrom', 'scoreTo'])
    expect(readSearch({ model: 'loans', scoreFrom: '0.5', scoreTo: '0.4' }).problems).toHaveProperty('scoreTo')
  })

  it('comes back from the address it writes', () => {
    const { search } = readSearch({ model: 'loans', entityId: 'a&b=c #1', scoreFrom: '0', from: '2026-11-25T10:00' })
    const back = Object.fromEntries(new URL(searchHref(search, 'abc'), 'http://console.invalid').searchParams)
    expect(back).toEqual({ ...search, scoreFrom: '0', cursor: 'abc' })
    expect(readSearch(Object.fromEntries(new URLSearchParams(searchQuery(search)))).search).toEqual(search)
    expect(searchHref({})).toBe('/predictions')
    expect(searchInput({}, undefined)).toMatchObject({ time: 'event' })
    expect(csvHref({ model: 'loans', time: 'received' })).toBe('/api/predictions.csv?model=loans&time=received')
  })

  it('is told in words', () => {
    expect(searchWords({ model: 'loans', version: '2', outcome: 'positive', scoreFrom: 0.5, entityId: 'a', to: '2026-11-25T10:00:00.000Z' })).toBe(
      ' of loans v2 with a positive outcome and a score of 0.5 or more about a decided before 25 Nov 2026, 10:00 UTC',
    )
    expect(searchWords({ model: 'loans', scoreTo: 0 })).toBe(' of loans with a score of 0 or less')
  })
})
