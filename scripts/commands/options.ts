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

const UNIT_SECONDS: Record<string, number> = { d: 86_400, h: 3600, m: 60, s: 1 }

/** A duration such as `30d`, `12h`, `15m` or `90s` in seconds, at least one; throws for anything else. */
export function ttlSeconds(ttl: string | undefined): number | undefined {
  if (ttl === undefined) return undefined
  const match = /^([1-9]\d{0,8})([dhms])$/.exec(ttl)
  if (!match) throw new Error(`--ttl: "${ttl}" is not a duration such as 30d or 12h`)
  return Number(match[1]) * UNIT_SECONDS[match[2]]
}
