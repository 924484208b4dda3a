/** What is searched for, as it stands in the address. Pure: the same on the server and in the browser. */

export interface PredictionSearch {
  readonly model?: string
  readonly version?: string
  readonly entityId?: string
  readonly outcome?: 'positive' | 'negative'
  readonly scoreFrom?: number
  readonly scoreTo?: number
  /** Which moment from and to are about, and in whose order the newest come first; when decided where it is left out. */
  readonly time?: 'received'
  /** ISO 8601, UTC */
  readonly from?: string
  readonly to?: string
}

export const SEARCH_FIELDS = ['model', 'version', 'outcome', 'scoreFrom', 'scoreTo', 'entityId', 'time', 'from', 'to'] as const
export type SearchField = (typeof SEARCH_FIELDS)[number]
export type SearchTexts = Partial<Record<SearchField, string>>
type Problems = Partial<Record<SearchField, string>>

export interface ReadSearch {
  readonly search: PredictionSearch
  /** What cannot be searched for, at its field. */
  readonly problems: Problems
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/
const VERSION = /^[1-9][0-9]{0,8}$/
const LONGEST_ENTITY = 512

/** `2026-11-25T10:00` as a field gives it, or a whole instant: both in UTC. */
function instantOf(text: string): string | null {
  const at = Date.parse(/[zZ]|[+-]\d\d:\d\d$/.test(text) ? text : `${text}Z`)
  return Number.isNaN(at) ? null : new Date(at).toISOString()
}

type Search = { -readonly [K in SearchField]?: PredictionSearch[K] }

function readTimes(texts: SearchTexts, search: Search, problems: Problems): void {
  if (texts.time === 'received') search.time = 'received'
  for (const field of ['from', 'to'] as const) {
    const text = texts[field]
    if (!text) continue
    const at = instantOf(text)
    if (at) search[field] = at
    else problems[field] = 'A moment such as 2026-11-25 10:00.'
  }
  if (search.from && search.to && search.from >= search.to) problems.to = 'Ends before it begins.'
}

function readScores(texts: SearchTexts, search: Search, problems: Problems): void {
  for (const field of ['scoreFrom', 'scoreTo'] as const) {
    const text = texts[field]?.trim().replace(',', '.').replace('−', '-')
    if (!text) continue
    const score = Number(text)
    if (!Number.isFinite(score)) problems[field] = 'A number such as 0.25.'
    else if (search.model) search[field] = score
    else problems[field] = 'Choose the model as well.'
  }
  if (search.scoreFrom !== undefined && search.scoreTo !== undefined && search.scoreFrom > search.scoreTo) problems.scoreTo = 'Less than the lowest score.'
}

/** Reads the fields; one that cannot be read is left out of the search and named. */
export function readSearch(texts: SearchTexts): ReadSearch {
  const problems: Problems = {}
  const search: Search = {}
  const [model, version, entityId] = [texts.model?.trim(), texts.version?.trim().replace(/^v/, ''), texts.entityId?.trim()]
  if (model && NAME.test(model)) search.model = model
  else if (model) problems.model = 'Not the name of a model: letters, digits, dot, underscore and hyphen.'
  if (version && !VERSION.test(version)) problems.version = 'A version is a whole number from 1, such as 3.'
  else if (version && !search.model) problems.version = 'Choose the model as well.'
  else if (version) search.version = version
  if (entityId && entityId.length > LONGEST_ENTITY) problems.entityId = `At most ${LONGEST_ENTITY} characters.`
  else if (entityId) search.entityId = entityId
  if (texts.outcome === 'positive' || texts.outcome === 'negative') {
    if (search.model) search.outcome = texts.outcome
    else problems.outcome = 'Choose the model as well.'
  }
  readScores(texts, search, problems)
  readTimes(texts, search, problems)
  return { search, problems }
}

const paramsOf = (search: SearchTexts | PredictionSearch): URLSearchParams =>
  new URLSearchParams(SEARCH_FIELDS.flatMap((field) => (search[field] === undefined || search[field] === '' ? [] : [[field, String(search[field])]])))

/** The search as the part of an address after "?": what a saved view keeps. */
export const searchQuery = (search: PredictionSearch): string => paramsOf(search).toString()

/** The address of a search, or of a later page of it. */
export function searchHref(search: SearchTexts | PredictionSearch, cursor?: string): string {
  const params = paramsOf(search)
  if (cursor !== undefined) params.set('cursor', cursor)
  return params.size === 0 ? '/predictions' : `/predictions?${params}`
}

/** Where all that is found can be downloaded. */
export function csvHref(search: PredictionSearch): string {
  const params = paramsOf(search)
  params.set('time', timeOf(search))
  return `/api/predictions.csv?${params}`
}

const timeOf = (search: PredictionSearch) => search.time ?? ('event' as const)
const PAGE = 50

export const searchInput = (search: PredictionSearch, cursor: string | undefined) => ({
  ...search,
  time: timeOf(search),
  limit: PAGE,
  ...(cursor === undefined ? {} : { cursor }),
})

export const modelsInput = { limit: 500 }
export const viewsInput = { page: 'predictions' } as const
