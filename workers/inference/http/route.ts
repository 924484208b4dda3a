/** What a path of the protocol asks for. */
export type Route =
  | { kind: 'server' | 'live' | 'ready' | 'explain-recorded' | 'what-if' }
  | { kind: 'metadata' | 'model-ready' | 'infer'; model: string; version: string | null }

const PLAIN = new Map<string, Route>([
  ['/v2', { kind: 'server' }],
  ['/v2/', { kind: 'server' }],
  ['/v2/health/live', { kind: 'live' }],
  ['/v2/health/ready', { kind: 'ready' }],
  ['/internal/explain', { kind: 'explain-recorded' }],
  ['/internal/what-if', { kind: 'what-if' }],
])
const MODEL = /^\/v2\/models\/([^/]+)(?:\/versions\/([^/]+))?(?:\/(ready|infer))?$/
const MOST_KNOWN = 1000
const known = new Map<string, Route>()

const decoded = (part: string): string | null => {
  try {
    return decodeURIComponent(part)
  } catch {
    return null
  }
}

function parse(path: string): Route | null {
  const plain = PLAIN.get(path)
  if (plain) return plain
  const match = MODEL.exec(path)
  if (!match) return null
  const model = decoded(match[1])
  const version = match[2] === undefined ? null : decoded(match[2])
  if (model === null || (match[2] !== undefined && version === null)) return null
  return { kind: match[3] === 'infer' ? 'infer' : match[3] === 'ready' ? 'model-ready' : 'metadata', model, version }
}

/** The route of a request's URL, or null when there is none; few URLs make up nearly all requests, so they are remembered. */
export function routeOf(url: string): Route | null {
  const held = known.get(url)
  if (held) return held
  const route = parse(url.split('?', 1)[0])
  if (!route) return null
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(url, route)
  return route
}
