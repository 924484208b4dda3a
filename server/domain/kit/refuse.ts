import type { FieldError, Problem, ProblemSlug } from '#server/contracts/problems.ts'

/** Carries a Problem out of an operation's transaction, which it rolls back. */
export class Refusal extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(`${problem.slug}: ${problem.detail}`)
    this.name = 'Refusal'
    this.problem = problem
  }
}

/** Ends the operation: nothing is written, the caller gets the problem. */
export function refuse(slug: ProblemSlug, detail: string, errors?: FieldError[]): never {
  throw new Refusal({ slug, detail, ...(errors ? { errors } : {}) })
}

/** The row, or a `not-found` refusal that names what was looked for. */
export function found<T>(row: T | undefined, what: string): T {
  if (row === undefined) refuse('not-found', `There is no ${what}.`)
  return row
}
