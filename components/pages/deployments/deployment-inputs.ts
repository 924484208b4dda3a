/** The queries of the deployment pages, the same on the server and in the browser. */

export const ACTIVITY_POLL_MS = 10_000

export const liveInput = { state: 'active' as const, limit: 500 }

export const endedInput = (cursor: string | undefined) => ({ state: 'ended' as const, limit: 20, ...(cursor === undefined ? {} : { cursor }) })

/** Costs of the last 30 days, the default of the operation. */
export const costInput = { groupBy: 'version' as const }

export const costKey = (deployment: { readonly model: string; readonly version: string }): string => `${deployment.model}/${deployment.version}`

export const newestOfInput = (deployment: { readonly model: string; readonly version: string }) => ({
  model: deployment.model,
  version: deployment.version,
  limit: 8,
})

export const siblingsInput = (model: string) => ({ model, limit: 20 })

export const liveGrantsInput = (model: string | undefined) => ({ live: true, limit: 500, ...(model === undefined ? {} : { model }) })
