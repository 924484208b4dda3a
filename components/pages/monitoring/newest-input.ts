/** Below this many models the list is ranked as a whole; above, page by page. */
const MODELS_SHOWN = 200

export const newestInput = (kind: 'drift' | 'fairness', cursor: string | undefined) => ({
  kind,
  limit: MODELS_SHOWN,
  ...(cursor === undefined ? {} : { cursor }),
})
