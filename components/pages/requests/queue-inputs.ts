/** The queries of the queue, the same on the server and in the browser. */

export const queueInput = (cursor: string | undefined) => ({ limit: 100, ...(cursor === undefined ? {} : { cursor }) })

export const decidedInput = { state: 'closed' as const, limit: 8 }

export const CLOSED_STATES = ['closed', 'approved', 'rejected', 'withdrawn'] as const
export type ClosedState = (typeof CLOSED_STATES)[number]

export const closedInput = (state: ClosedState, cursor: string | undefined) => ({ state, limit: 50, ...(cursor === undefined ? {} : { cursor }) })

/** What the log has of one request. */
export const eventsInput = (request: string) => ({ subject: `request:${request}`, order: 'newest' as const, limit: 50 })

/** The open request of a version, if there is one. */
export const versionRequestsInput = (key: { readonly model: string; readonly version: string }) => ({ ...key, state: 'open' as const, limit: 1 })

/** What people said about one request. */
export const commentsInput = (request: string) => ({ request, limit: 500 })
