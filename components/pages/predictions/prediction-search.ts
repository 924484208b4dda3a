/** What is searched for, as it stands in the address. Pure: the same on the server and in the browser. */

export interface PredictionSearch {
  readonly model?: string
  readonly version?: string
  readonly entityId?: string
  /** ISO 8601, UTC */
  readonly from?: string
  readonly to?: string
}

export const SEARCH_FIELDS = ['model', 'version', 'entityId', 'from', 'to'] as const
export type SearchField = (typeof SEARCH_FIELDS)[number]
export type SearchTexts = Partial<Record<SearchField, string>>

export interface ReadSearch {
  readonly search: PredictionSearch
  /** What cannot be searched for, at its field. */
  readonly problems: Partial<Record<SearchField, string>>
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/
const VERSION = /^[1-9][0-9]{0,8}$/
const LONGEST_ENTITY = 512

/** `2026-11-25T10:00` as a field gives it, or a whole instant: both in UTC. */
function instantOf(text: string): string | null {
  const at = Date.parse(/[zZ]|[+-]\d\d:\d\d$/.test(text) ? text : `${text}Z`)
  return Number.isNaN(at) ? null : new Date(at).toISOString()
}

/** Reads the fields; one that cannot be read is left out of the search and named. */
export function readSearch(texts: SearchTexts): ReadSearch {
  const problems: Partial<Record<SearchField, string>> = {}
  const search: { -readonly [K in SearchField]?: string } = {}
  const [model, version, entityId] = [texts.model?.trim(), texts.version?.trim().replace(/^v/, ''), texts.entityId?.trim()]
  if (model && NAME.test(model)) search.model = model
  else if (model) problems.model = 'Not the name of a model: letters, digits, dot, underscore and hyphen.'
  if (version && !VERSION.test(version)) problems.version = 'A version is a whole number from 1, such as 3.'
  else if (version && !search.model) problems.version = 'Choose the model as well.'
  else if (version) search.version = version
  if (entityId && entityId.length > LONGEST_ENTITY) problems.entityId = `At most ${LONGEST_ENTITY} characters.`
  else if (entityId) search.entityId = entityId
  for (const field of ['from', 'to'] as const) {
    const text = texts[field]
    if (!text) continue
    const at = instantOf(text)
    if (at) search[field] = at
    else problems[field] = 'A moment such as 2026-11-25 10:00.'
  }
  if (search.from && search.to && search.from >= search.to) problems.to = 'Ends before it begins.'
  return { search, problems }
}

/** The address of a search, or of a later page of it. */
export function searchHref(search: PredictionSearch, cursor?: string): string {
  const params = new URLSearchParams(SEARCH_FIELDS.flatMap((field) => (search[field] ? [[field, search[field]]] : [])))
  if (cursor !== undefined) params.set('cursor', cursor)
  return params.size === 0 ? '/predictions' : `/predictions?${params}`
}

const PAGE = 50

export const searchInput = (search: PredictionSearch, cursor: string | undefined) => ({ ...search, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) })

export const modelsInput = { limit: 500 }
