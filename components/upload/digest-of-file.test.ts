import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { digestOfFile } from './digest-of-file.ts'

it('hashes a file part by part, and says how far it is', async () => {
  const bytes = Uint8Array.from({ length: 300_001 }, (_, i) => (i * 7) % 256)
  const seen: number[] = []
  const digest = await digestOfFile(new Blob([bytes]), (hashed) => seen.push(hashed))
  expect(digest).toBe(`sha256:${createHash('sha256').update(bytes).digest('hex')}`)
  expect(seen.at(-1)).toBe(bytes.length)
})
