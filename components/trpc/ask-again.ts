import type { Query, QueryClient } from '@tanstack/react-query'

const JOIN = { cancelRefetch: false } as const

/**
 * Asks for everything on the page again. What is being asked already is not broken off, or a slow answer would never come
 * while much happens; as that answer may be from before the change, it is asked once more when it has come.
 */
export function askAgain(client: QueryClient): void {
  const underWay = client.getQueryCache().findAll({ type: 'active', fetchStatus: 'fetching' })
  const only = (query: Query) => client.invalidateQueries({ predicate: (one) => one === query }, JOIN)
  void client.invalidateQueries({}, JOIN)
  for (const query of underWay) void only(query).then(() => only(query))
}
