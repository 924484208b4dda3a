/** Tags as one line of text: `domain=retail, cost-centre=4711`. */
export const writeTags = (tags: Readonly<Record<string, string>>): string =>
  Object.entries(tags)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ')

/** Reads the line back; the value may hold "=", neither may hold a comma. */
export function readTags(text: string): { readonly tags: Record<string, string> | null; readonly problem?: string } {
  const tags = new Map<string, string>()
  for (const part of text.split(',').map((one) => one.trim())) {
    if (part === '') continue
    const at = part.indexOf('=')
    const key = (at < 0 ? part : part.slice(0, at)).trim()
    if (key === '' || at < 0) return { tags: null, problem: `A tag is written key=value; found “${part}”.` }
    if (tags.has(key)) return { tags: null, problem: `The tag ${key} is there twice.` }
    tags.set(key, part.slice(at + 1).trim())
  }
  return { tags: Object.fromEntries(tags) }
}
