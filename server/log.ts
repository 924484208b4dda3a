import pino from 'pino'

// Whoever read the lines may end before this process does: what is left to say is then dropped. Pino's own destination
// would write a fatal line again and again until it is read, and the process would never end.
process.stdout.on('error', () => undefined)

/** Structured lines on stdout; secrets never reach it because nothing logs whole requests. */
export const log = pino({ level: process.env.LOG_LEVEL ?? 'info', base: null, timestamp: pino.stdTimeFunctions.isoTime }, process.stdout)
