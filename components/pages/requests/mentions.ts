interface Named {
  readonly id: string
  readonly name: string
}

/** Whom a comment names as `@Name`: of two names that begin alike, the longer one that fits. */
export function mentionsIn(body: string, people: readonly Named[]): string[] {
  return [...new Set(partsOf(body, people).flatMap((part) => (part.mention ? [part.mention.id] : [])))]
}

export interface BodyPart {
  readonly at: number
  readonly text: string
  readonly mention?: Named
}

/** The text of a comment cut into words and mentions, in order; joined again, it is the text. */
export function partsOf(body: string, people: readonly Named[]): BodyPart[] {
  const byLength = people.toSorted((a, b) => b.name.length - a.name.length)
  const parts: BodyPart[] = []
  let from = 0
  for (let at = body.indexOf('@'); at >= 0; at = body.indexOf('@', at + 1)) {
    if (at < from) continue
    const mention = byLength.find(({ name }) => body.startsWith(name, at + 1) && !/[\p{L}\p{N}]/u.test(body.charAt(at + 1 + name.length)))
    if (!mention) continue
    if (at > from) parts.push({ at: from, text: body.slice(from, at) })
    from = at + 1 + mention.name.length
    parts.push({ at, text: body.slice(at, from), mention })
  }
  if (from < body.length) parts.push({ at: from, text: body.slice(from) })
  return parts
}
