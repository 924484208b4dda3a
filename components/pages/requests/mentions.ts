interface Named {
  readonly id: string
  readonly name: string
}

export interface Mentions {
  readonly ids: readonly string[]
  /** Names that stand for several people of whom none was chosen. */
  readonly unclear: readonly string[]
}

/**
 * Whom a comment names as `@Name`: of two names that begin alike, the longer one that fits; of two people of one name, those
 * whose ids were chosen.
 */
export function mentionsIn(body: string, people: readonly Named[], chosen: readonly string[] = []): Mentions {
  const names = [...new Set(partsOf(body, people).flatMap(({ mention }) => (mention ? [mention.name] : [])))]
  const found = names.map((name) => {
    const all = people.filter((person) => person.name === name).map(({ id }) => id)
    return { name, ids: all.length === 1 ? all : all.filter((id) => chosen.includes(id)) }
  })
  return { ids: found.flatMap(({ ids }) => ids), unclear: found.flatMap(({ name, ids }) => (ids.length === 0 ? [name] : [])) }
}

export interface BodyPart {
  readonly at: number
  readonly text: string
  readonly mention?: Named
}

const WORD_FIRST = /^[\p{L}\p{N}]/u
const WORD_LAST = /[\p{L}\p{N}]$/u

/** The text of a comment cut into words and mentions, in order; joined again, it is the text. */
export function partsOf(body: string, people: readonly Named[]): BodyPart[] {
  const byLength = people.toSorted((a, b) => b.name.length - a.name.length)
  const parts: BodyPart[] = []
  let from = 0
  for (let at = body.indexOf('@'); at >= 0; at = body.indexOf('@', at + 1)) {
    if (at < from || WORD_LAST.test(body.slice(Math.max(0, at - 2), at))) continue
    const mention = byLength.find(({ name }) => body.startsWith(name, at + 1) && !WORD_FIRST.test(body.slice(at + 1 + name.length)))
    if (!mention) continue
    if (at > from) parts.push({ at: from, text: body.slice(from, at) })
    from = at + 1 + mention.name.length
    parts.push({ at, text: body.slice(at, from), mention })
  }
  if (from < body.length) parts.push({ at: from, text: body.slice(from) })
  return parts
}
