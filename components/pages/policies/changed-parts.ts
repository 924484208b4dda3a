import type { PolicyDocument } from '#server/contracts/governance.ts'

type Parts = Record<string, unknown>

const isParts = (value: unknown): value is Parts => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Gates by name, so that one that is taken out does not shift the others; lists as one text. */
function named({ gates, ...rest }: PolicyDocument): Parts {
  return { ...rest, gates: Object.fromEntries(gates.map(({ name, ...rule }) => [name, rule])) }
}

const flat = (value: unknown): unknown => (Array.isArray(value) ? value.join(', ') || 'none' : value)

function differing(before: Parts, after: Parts): readonly [Parts, Parts] {
  const [old, now]: [Parts, Parts] = [{}, {}]
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [flat(before[key]), flat(after[key])]
    if (isParts(was) && isParts(is)) {
      const [inner, other] = differing(was, is)
      if (Object.keys(inner).length > 0) old[key] = inner
      if (Object.keys(other).length > 0) now[key] = other
    } else if (was !== is) {
      if (was !== undefined) old[key] = was
      if (is !== undefined) now[key] = is
    }
  }
  return [old, now]
}

/** The parts of two revisions of a policy that differ, gates under their names. */
export const changedParts = (before: PolicyDocument, after: PolicyDocument): readonly [Parts, Parts] => differing(named(before), named(after))
