/**
 * `gone`: the process ended under the request; `timeout`: it was ended because it did not answer in time; `failed`: it
 * answered that it cannot; `busy`: too many wait, or none became free in time.
 */
export type EngineErrorKind = 'gone' | 'timeout' | 'failed' | 'busy'

export class EngineError extends Error {
  readonly kind: EngineErrorKind
  /** The request names a baseline that no `prepare` gave this engine. */
  readonly missing: 'baseline' | null

  constructor(kind: EngineErrorKind, message: string, missing: 'baseline' | null = null) {
    super(message)
    this.name = 'EngineError'
    this.kind = kind
    this.missing = missing
  }
}
