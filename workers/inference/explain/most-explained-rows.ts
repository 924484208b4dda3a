/** Rows of a snapshot that explanations take their sample and their baseline from: evidence, and whatever is explained beside it. */
export const MOST_EXPLAINED_ROWS = 100_000
