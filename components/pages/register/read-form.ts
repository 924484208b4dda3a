import type { Decision } from '#server/contracts/registry.ts'

/** Names separated by commas or line ends, in order, without empty ones. */
export const readNames = (text: string): string[] =>
  text
    .split(/[,\n]/)
    .map((name) => name.trim())
    .filter((name) => name !== '')

/** The decision of a form whose fields are texts; null when no output is named. */
export function readDecision(given: { readonly output: string; readonly class: string; readonly threshold: string }): Decision | null {
  if (given.output === '') return null
  return {
    output: given.output,
    ...(given.class === '' ? {} : { class: Number(given.class) }),
    ...(given.threshold === '' ? {} : { threshold: Number(given.threshold) }),
  }
}
