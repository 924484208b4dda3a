import { AUDITED, type Audited } from './audited.ts'

/** What the audit page is asked to show, as its address says it. */
export interface AuditQuery {
  readonly subject?: string
  readonly operation?: Audited
  /** The id of whoever acted. */
  readonly actor?: string
  /** Days in UTC, both included. */
  readonly from?: string
  readonly to?: string
  /** Leaves out what the product does by itself, and how people come in. */
  readonly routine?: 'hidden'
  readonly cursor?: string
  /** The event shown beside the list. */
  readonly event?: string
}

const EVENTS_SHOWN = 50
const DAY_MS = 86_400_000
const DAY = /^\d{4}-\d{2}-\d{2}$/

const isDay = (text: string | undefined): text is string => text !== undefined && DAY.test(text) && !Number.isNaN(Date.parse(text))

/** Reads the address; what it cannot mean is left out. */
export function auditQueryOf(params: Readonly<Record<string, string | string[] | undefined>>): AuditQuery {
  const one = (name: string) => (Array.isArray(params[name]) ? params[name][0] : params[name])?.trim() || undefined
  const [subject, actor, cursor, event] = [one('subject'), one('actor'), one('cursor'), one('event')]
  const [from, to] = [one('from'), one('to')]
  const operation = AUDITED.find((each) => each === one('operation'))
  return {
    ...(subject ? { subject } : {}),
    ...(operation ? { operation } : {}),
    ...(actor ? { actor } : {}),
    ...(isDay(from) ? { from } : {}),
    ...(isDay(to) ? { to } : {}),
    ...(one('routine') === 'hidden' ? { routine: 'hidden' as const } : {}),
    ...(cursor ? { cursor } : {}),
    ...(event ? { event } : {}),
  }
}

/** The address of the page for a query. */
export function auditHref(query: AuditQuery): string {
  const params = new URLSearchParams(Object.entries(query))
  return params.size > 0 ? `/audit?${params}` : '/audit'
}

/** What is asked of the server: newest first, whole days. */
export const auditInput = ({ subject, operation, actor, from, to, routine, cursor }: AuditQuery) => ({
  order: 'newest' as const,
  limit: EVENTS_SHOWN,
  ...(subject ? { subject } : {}),
  ...(operation ? { operation } : {}),
  ...(actor ? { actor } : {}),
  ...(from ? { from: `${from}T00:00:00Z` } : {}),
  ...(to ? { to: new Date(Date.parse(`${to}T00:00:00Z`) + DAY_MS).toISOString() } : {}),
  ...(routine ? { routine } : {}),
  ...(cursor ? { cursor } : {}),
})

/** The first event of the log: since when it is kept. */
export const firstEventInput = { limit: 1, order: 'oldest' as const }

/** Whether anything narrows the list. */
export const isFiltered = ({ subject, operation, actor, from, to, routine }: AuditQuery): boolean =>
  Boolean(subject ?? operation ?? actor ?? from ?? to ?? routine)
