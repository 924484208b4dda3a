import pino from 'pino'

/** Structured lines on stdout; secrets never reach it because nothing logs whole requests. */
export const log = pino({ level: process.env.LOG_LEVEL ?? 'info', base: null, timestamp: pino.stdTimeFunctions.isoTime })
