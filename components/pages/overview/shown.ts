/** How much the overview reads; the server loads exactly what the page asks for. */
export const LIVE_SHOWN = 200
export const EVENTS_READ = 200
export const SESSIONS_READ = 2
