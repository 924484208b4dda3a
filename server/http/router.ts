import type { AnyOperation } from '#server/domain/kit/index.ts'

interface Route {
  operation: AnyOperation
  parts: string[]
}

export interface RouteMatch {
  operation: AnyOperation
  parameters: Record<string, string>
}

/** Matches method and path against the operations' REST routes; literal parts win over parameters. */
export function makeRouter(operations: AnyOperation[]) {
  const routes = operations
    .filter((operation) => operation.rest !== null)
    .map((operation): Route => ({ operation, parts: operation.rest?.path.split('/').slice(1) ?? [] }))
    .sort((a, b) => a.parts.filter((part) => part.startsWith('{')).length - b.parts.filter((part) => part.startsWith('{')).length)

  function parametersOf(route: Route, parts: string[]): Record<string, string> | null {
    if (route.parts.length !== parts.length) return null
    const parameters: Record<string, string> = {}
    for (const [i, pattern] of route.parts.entries()) {
      const part = parts[i] ?? ''
      if (pattern.startsWith('{')) parameters[pattern.slice(1, -1)] = part
      else if (pattern !== part) return null
    }
    return parameters
  }

  return function match(method: string, parts: string[]): RouteMatch | 'no-path' | 'no-method' {
    let pathKnown = false
    for (const route of routes) {
      const parameters = parametersOf(route, parts)
      if (!parameters) continue
      pathKnown = true
      if (route.operation.rest?.method === method) return { operation: route.operation, parameters }
    }
    return pathKnown ? 'no-method' : 'no-path'
  }
}
