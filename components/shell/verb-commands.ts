import type { Action } from '#server/contracts/permissions.ts'
import type { Outputs } from '../trpc/trpc.ts'
import type { Command } from './command-palette.tsx'
import { fuzzyMatch } from './fuzzy.ts'

type Hit = Outputs['search']['search']['items'][number]

/** What is done to something that has to be named: "Ask for approval of" and then a version. */
interface Verb {
  readonly words: string
  readonly kind: Hit['kind']
  /** Offered to whoever may do this. */
  readonly needs?: Action
  readonly href: (id: string) => string
}

const versionPath = (id: string): string => `/models/${id.replace('/', '/versions/')}`

export const VERBS: readonly Verb[] = [
  { words: 'Register a version of', kind: 'model', needs: 'model:write', href: (id) => `/models/${id}/versions/new` },
  { words: 'Ask for approval of', kind: 'version', needs: 'request:open', href: (id) => `${versionPath(id)}/request` },
  { words: 'Write the card of', kind: 'version', needs: 'card:write', href: (id) => `${versionPath(id)}/card` },
  { words: 'Explain', kind: 'version', href: (id) => `${versionPath(id)}/explain` },
]

/** A query that begins with the words of a verb, and what is named after them; null for any other. Pure. */
export function verbIn(query: string): { readonly verb: Verb; readonly rest: string } | null {
  const text = query.trim().toLowerCase()
  const verb = VERBS.find(({ words }) => text.startsWith(`${words.toLowerCase()} `))
  return verb ? { verb, rest: query.trim().slice(verb.words.length).trim() } : null
}

/** The verb for each hit it can be done to; for a version one may name its model alone, whose page then lists them. Pure. */
export function verbCommands(verb: Verb, hits: readonly Hit[]): Command[] {
  const fit = hits.filter((hit) => hit.kind === verb.kind)
  if (fit.length > 0)
    return fit.map((hit) => ({
      id: `verb:${verb.words}:${hit.id}`,
      group: 'Commands',
      label: `${verb.words} ${hit.label}`,
      icon: 'models',
      href: verb.href(hit.id),
    }))
  return hits
    .filter((hit) => hit.kind === 'model')
    .map((hit) => ({ id: `choose:${hit.id}`, group: 'Models', label: `Choose a version of ${hit.label}`, icon: 'models', href: `/models/${hit.id}` }))
}

/** What answers a query, best first; without one all as they are. Pure. */
export function rankedCommands(commands: readonly Command[], query: string): Command[] {
  if (query.trim() === '') return [...commands]
  return commands
    .flatMap((command) => {
      const [label, words] = [fuzzyMatch(command.label, query), fuzzyMatch(`${command.label} ${command.keywords ?? ''} ${command.group}`, query)]
      const score = Math.max(label?.score ?? -Infinity, (words?.score ?? -Infinity) - 2)
      return score === -Infinity ? [] : [{ command, score }]
    })
    .toSorted((a, b) => b.score - a.score)
    .map(({ command }) => command)
}
