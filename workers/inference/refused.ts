/** A refusal that a client of the inference protocol is told: `{"error": sentence}` with the status. */
export class Refused extends Error {
  readonly status: number

  constructor(status: number, sentence: string) {
    super(sentence)
    this.status = status
  }
}

/** Throws a refusal. */
export function refuseWith(status: number, sentence: string): never {
  throw new Refused(status, sentence)
}
