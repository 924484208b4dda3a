import type { z } from 'zod'

/** Options through a schema; throws one sentence that names each wrong one. */
export function checked<S extends z.ZodType>(schema: S, options: Record<string, unknown>): z.output<S> {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  throw new Error(
    parsed.error.issues
      .map((issue) => `--${issue.path.join('.')}: ${issue.path[0] !== undefined && given[String(issue.path[0])] === undefined ? 'is needed' : issue.message}`)
      .join('\n'),
  )
}

/** `30d` or `12h` in whole days; a part of a day counts as one. */
export function ttlDays(ttl: string | undefined): number | undefined {
  if (ttl === undefined) return undefined
  const match = /^(\d+)([dh])$/.exec(ttl)
  if (!match) throw new Error(`--ttl: "${ttl}" is not a duration such as 30d or 12h`)
  return Math.max(1, match[2] === 'd' ? Number(match[1]) : Math.ceil(Number(match[1]) / 24))
}
