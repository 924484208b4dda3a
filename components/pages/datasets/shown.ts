/** How much the dataset pages read; the server loads exactly what the page asks for. */
export const DATASETS_SHOWN = 200
export const SNAPSHOTS_SHOWN = 100
