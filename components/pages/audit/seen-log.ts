/** A log as this browser saw it last: what a later one of the same name has to extend. */
export interface SeenLog {
  readonly note: string
  readonly verifierKey: string
  /** When it was seen. */
  readonly at: string
  readonly size: number
}

const PREFIX = 'countersign-seen-log:'

/** The name of a log stands before its key: every installation has one of its own. */
const nameOf = (verifierKey: string): string => verifierKey.split('+')[0] ?? ''

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

/** Null where this browser never saw a log of this name, or keeps nothing. */
export function readSeen(verifierKey: string): SeenLog | null {
  try {
    const value: unknown = JSON.parse(window.localStorage.getItem(PREFIX + nameOf(verifierKey)) ?? 'null')
    return isSeen(value) ? value : null
  } catch {
    return null
  }
}

/** The names of other logs that this browser saw at this address. */
export function otherLogs(verifierKey: string): string[] {
  try {
    return Object.keys(window.localStorage)
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => key.slice(PREFIX.length))
      .filter((name) => name !== nameOf(verifierKey))
  } catch {
    return []
  }
}

export function writeSeen(seen: SeenLog): void {
  try {
    window.localStorage.setItem(PREFIX + nameOf(seen.verifierKey), JSON.stringify(seen))
  } catch {
    // A browser that keeps nothing checks only what it sees.
  }
}
