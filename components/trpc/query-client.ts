import { QueryClient } from '@tanstack/react-query'

/** Fresh for a moment, so that what the server sent with the page is not asked again at once. */
const STALE_MS = 5000

/** A cache with the console's rules; the browser adds what it does on failure. */
export const makeQueryClient = (options: ConstructorParameters<typeof QueryClient>[0] = {}): QueryClient =>
  new QueryClient({
    ...options,
    defaultOptions: {
      queries: { staleTime: STALE_MS, retry: (failures, error) => failures < 2 && !isRefusal(error) },
      mutations: { retry: false },
    },
  })

/** A refusal stays one however often it is asked; only what broke underway is worth another try. */
function isRefusal(error: Error): boolean {
  if (!('data' in error) || typeof error.data !== 'object' || error.data === null) return false
  return 'httpStatus' in error.data && typeof error.data.httpStatus === 'number' && error.data.httpStatus < 500
}
