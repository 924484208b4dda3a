import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { digestOfFile, Sha256 } from './sha256.ts'

const expected = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

describe('Sha256', () => {
  it('equals the platform for every length around the blocks', () => {
    for (let length = 0; length <= 200; length++) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 7 + length) % 256)
      expect(new Sha256().update(bytes).hex()).toBe(expected(bytes))
    }
  })
  it('does not depend on how the bytes are cut', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 }), (parts) => {
        const hash = new Sha256()
        for (const part of parts) hash.update(part)
        expect(hash.hex()).toBe(expected(Buffer.concat(parts)))
      }),
    )
  })
  it('hashes a file', async () => {
    const bytes = new Uint8Array(300_000).fill(3)
    expect(await digestOfFile(new Blob([bytes]))).toBe(`sha256:${expected(bytes)}`)
  })
})
