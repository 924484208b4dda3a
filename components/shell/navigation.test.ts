import { describe, expect, it } from 'vitest'
import { currentEntry, type NavGroup } from './navigation.ts'

const groups: NavGroup[] = [
  { entries: [{ href: '/', label: 'Overview', icon: 'overview' }] },
  { title: 'Registry', entries: [{ href: '/models', label: 'Models', icon: 'models' }] },
]

describe('currentEntry', () => {
  it('takes the longest prefix, and the overview only for itself', () => {
    expect(currentEntry(groups, '/')?.label).toBe('Overview')
    expect(currentEntry(groups, '/models/credit-default/versions/14')?.label).toBe('Models')
    expect(currentEntry(groups, '/modelsets')).toBeUndefined()
  })
})
