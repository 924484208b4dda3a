export interface DiffPart<T> {
  readonly kind: 'same' | 'removed' | 'added'
  readonly value: T
}

/**
 * Longest-common-subsequence difference of two sequences; removals stand before additions.
 * Common ends are set aside first; memory is (n + 1) × (m + 1) of what remains.
 */
export function diffSequences<T>(before: readonly T[], after: readonly T[]): DiffPart<T>[] {
  let head = 0
  while (head < before.length && head < after.length && before[head] === after[head]) head++
  let tail = 0
  while (tail < before.length - head && tail < after.length - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++
  const same = (part: readonly T[]): DiffPart<T>[] => part.map((value) => ({ kind: 'same', value }))
  return [
    ...same(before.slice(0, head)),
    ...diffCore(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...same(before.slice(before.length - tail)),
  ]
}

function diffCore<T>(before: readonly T[], after: readonly T[]): DiffPart<T>[] {
  const width = after.length + 1
  const common = new Uint32Array((before.length + 1) * width)
  const at = (i: number, j: number) => common[i * width + j] ?? 0
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      common[i * width + j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const parts: DiffPart<T>[] = []
  let i = 0
  let j = 0
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      parts.push({ kind: 'same', value: before[i] as T })
      i++
      j++
    } else if (i < before.length && (j === after.length || at(i + 1, j) >= at(i, j + 1))) {
      parts.push({ kind: 'removed', value: before[i] as T })
      i++
    } else {
      parts.push({ kind: 'added', value: after[j] as T })
      j++
    }
  }
  return parts
}

/** Flattens JSON values to `path  value` lines, aligned alike in all of them, for a line difference of records. */
export function recordLines(...values: readonly unknown[]): string[][] {
  const flat = values.map(recordPairs)
  const width = Math.max(0, ...flat.flat().map(([path]) => path.length))
  return flat.map((pairs) => pairs.map(([path, text]) => `${path.padEnd(width)}  ${text}`))
}

function recordPairs(value: unknown): [path: string, text: string][] {
  if (value == null) return []
  const pairs: [string, string][] = []
  const walk = (path: string, part: unknown) => {
    if (part !== null && typeof part === 'object' && Object.keys(part).length > 0) {
      for (const [key, inner] of Object.entries(part)) walk(path ? `${path}.${key}` : key, inner)
    } else pairs.push([path, typeof part === 'string' ? part : JSON.stringify(part)])
  }
  walk('', value)
  return pairs
}
