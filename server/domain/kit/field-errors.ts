import type { z } from 'zod'
import type { FieldError } from '#server/contracts/problems.ts'

type Issue = z.core.$ZodIssue

/** What zod says when a schema has no sentence of its own. */
const isBare = (issue: Issue): boolean => /^(Invalid|Too) /.test(issue.message)

const counted = (amount: number | bigint, origin: string): string =>
  origin === 'string' ? `${amount} characters` : origin === 'array' ? `${amount} items` : String(amount)

function fixOf(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return `Send ${issue.path.join('.') || 'the body'} as ${issue.expected}.`
    case 'invalid_value':
      return `Send one of ${issue.values.map(String).join(', ')}.`
    case 'too_small':
      return `Send at least ${counted(issue.minimum, issue.origin)}.`
    case 'too_big':
      return `Send at most ${counted(issue.maximum, issue.origin)}.`
    default:
      return undefined
  }
}

/** Each wrong value of an input with what to send instead; a schema's own sentence says both. */
export const fieldErrorsOf = (error: z.ZodError): FieldError[] =>
  error.issues.map((issue) => {
    const fix = isBare(issue) ? fixOf(issue) : undefined
    return { path: issue.path.join('.'), message: issue.message, ...(fix === undefined ? {} : { fix }) }
  })
