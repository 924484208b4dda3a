import fc from 'fast-check'
import { expect, it } from 'vitest'
import { BoundedCache } from './bounded-cache.ts'

it('keeps the most recently used within its bounds, and lets go of each other value once', () => {
  const operation = fc.record({ key: fc.nat(9).map(String), size: fc.nat(40), isRead: fc.boolean() })
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 60 }), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 10, max: 80 }), (operations, count, size) => {
      const gone: number[] = []
      const cache = new BoundedCache<number>({ count, size }, (value) => gone.push(value))
      let kept: { key: string; value: number; size: number }[] = []
      operations.forEach((given, value) => {
        const known = kept.find((entry) => entry.key === given.key)
        if (given.isRead) {
          expect(cache.get(given.key)).toBe(known?.value)
          if (known) kept = [...kept.filter((entry) => entry !== known), known]
          return
        }
        cache.set(given.key, value, given.size)
        kept = kept.filter((entry) => entry !== known)
        while (kept.length > 0 && (kept.length >= count || kept.reduce((sum, entry) => sum + entry.size, 0) + given.size > size)) kept.shift()
        kept.push({ key: given.key, value, size: given.size })
      })
      for (const { key, value } of kept) expect(cache.get(key)).toBe(value)
      const set = operations.filter(({ isRead }) => !isRead).length
      expect(new Set(gone).size).toBe(gone.length)
      expect(gone).toHaveLength(set - kept.length)
    }),
  )
})
