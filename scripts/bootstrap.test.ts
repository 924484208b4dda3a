import { describe, expect, it } from 'vitest'
import { isInstalled } from './bootstrap.mjs'

const lock = {
  packages: {
    '': { name: 'countersign', version: '0.1.0' },
    'node_modules/plain': { version: '1.0.0' },
    'node_modules/plain/node_modules/nested': { version: '2.0.0' },
    'node_modules/linked': { link: true, resolved: '.' },
    'node_modules/optional': { version: '3.0.0', optional: true },
    'node_modules/elsewhere': { version: '4.0.0', os: ['plan9'] },
    'node_modules/other-chip': { version: '5.0.0', cpu: ['z80'] },
  },
}
const plain = { 'node_modules/plain': { version: '1.0.0' }, 'node_modules/plain/node_modules/nested': { version: '2.0.0' } }

describe('isInstalled', () => {
  it('holds when everything for this machine is there in its version', () => {
    expect(isInstalled(lock, { packages: plain })).toBe(true)
    expect(isInstalled(lock, { packages: { ...plain, 'node_modules/optional': { version: '3.0.0' }, 'node_modules/extra': { version: '9.9.9' } } })).toBe(true)
  })

  it.each([
    ['nothing is', null],
    ['the record is of another kind', {}],
    ['a package is missing', { packages: { 'node_modules/plain': { version: '1.0.0' } } }],
    ['a package has another version', { packages: { ...plain, 'node_modules/plain': { version: '1.0.1' } } }],
    ['a nested package has another version', { packages: { ...plain, 'node_modules/plain/node_modules/nested': { version: '1.9.9' } } }],
    ['an optional one is there in another version', { packages: { ...plain, 'node_modules/optional': { version: '2.9.9' } } }],
  ])('does not when %s', (_what, installed) => expect(isInstalled(lock, installed)).toBe(false))

  it('misses what only this machine needs', () => {
    const own = { packages: { ...lock.packages, 'node_modules/here': { version: '1.0.0', os: [process.platform], cpu: [process.arch] } } }
    expect(isInstalled(own, { packages: plain })).toBe(false)
    expect(isInstalled(own, { packages: { ...plain, 'node_modules/here': { version: '1.0.0' } } })).toBe(true)
  })
})
