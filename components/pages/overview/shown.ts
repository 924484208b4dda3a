/** How much the overview reads; the server loads exactly what the page asks for. */
export const LIVE_SHOWN = 200
export const EVENTS_READ = 200
export const SESSIONS_READ = 2
/** Whether anything was ever deployed. */
export const FIRST_DEPLOYMENT = { operation: 'deploy', limit: 1 }
export const GUIDED_DATASETS = { limit: 1 }
export const GUIDED_MODELS = { limit: 1 }
