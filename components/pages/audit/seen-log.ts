/** The log as this browser saw it last: what a later one has to extend. */
export interface SeenLog {
  readonly note: string
  readonly verifierKey: string
  /** When it was seen. */
  readonly at: string
  readonly size: number
}

const KEY = 'countersign-seen-log'

const isSeen = (value: unknown): value is SeenLog =>
  typeof value === 'object' &&
  value !== null &&
  'note' in value &&
  typeof value.note === 'string' &&
  'verifierKey' in value &&
  typeof value.verifierKey === 'string' &&
  'at' in value &&
  typeof value.at === 'string' &&
  'size' in value &&
  typeof value.size === 'number'

/** Null on the first visit, or where the browser keeps nothing. */
export function readSeen(): SeenLog | null {
  try {
    const value: unknown = JSON.parse(window.localStorage.getItem(KEY) ?? 'null')
    return isSeen(value) ? value : null
  } catch {
    return null
  }
}

export function writeSeen(seen: SeenLog): void {
  try {
    window.localStorage.setItem(KEY, JSON.stringify(seen))
  } catch {
    // A browser that keeps nothing checks only what it sees.
  }
}
