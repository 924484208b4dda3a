/** What somebody typed, as far as it names a version: `credit v14`, `credit-default/3`, `credit 2`. */
export function versionIn(query: string): { model: string; number: number } | null {
  const match = /^(\S+?)(?:\s+v?|\/v?)(\d{1,9})$/i.exec(query.trim())
  return match?.[1] && match[2] ? { model: match[1], number: Number(match[2]) } : null
}

export const isId = (query: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(query.trim())

/** The beginning of a digest, with or without its scheme: at least eight hexadecimal digits. */
export function digestIn(query: string): string | null {
  const match = /^(?:sha256:)?([0-9a-f]{8,64})$/i.exec(query.trim())
  return match?.[1] ? `sha256:${match[1].toLowerCase()}` : null
}

/** For `like`: the characters that it gives a meaning stand for themselves. */
export const escapeLike = (text: string): string => text.replace(/[\\%_]/g, (character) => `\\${character}`)

const LETTERS_AT_LEAST = 3

/** For `ilike`: the letters of a name in order with anything between them, so that `crdflt` finds credit-default; null for a few letters, which are in every name. */
export function lettersInOrder(text: string): string | null {
  const letters = [...text.replace(/\s+/g, '')]
  return letters.length < LETTERS_AT_LEAST ? null : `%${letters.map(escapeLike).join('%')}%`
}
