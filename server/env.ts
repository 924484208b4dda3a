import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { z } from 'zod'

const port = z.coerce.number('a port from 1 to 65535').int('a port from 1 to 65535').min(1, 'a port from 1 to 65535').max(65_535, 'a port from 1 to 65535')
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: 'a URL such as postgres://user:password@host:5432/database' })
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const
const THREADS = 'a whole number of threads from 1 to 256'

/** What a person may set. README.md says the same in prose. */
const settings = {
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'an address to listen on, such as 127.0.0.1')
    .default('127.0.0.1'),
  PORT: port.default(3000),
  INFERENCE_PORT: port.default(8080),
  COUNTERSIGN_HOME: z
    .string()
    .default('.countersign')
    .transform((path) => resolve(path)),
  COUNTERSIGN_DEMO: z.enum(['0', '1'], '0 or 1').default('1'),
  COUNTERSIGN_PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'the address people open, such as https://countersign.example' }).optional(),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_APP_URL: postgresUrl.optional(),
  DATABASE_SEQUENCER_URL: postgresUrl.optional(),
  PG_PORT: port.optional(),
  INFERENCE_THREADS: z.coerce
    .number(THREADS)
    .int(THREADS)
    .min(1, THREADS)
    .max(256, THREADS)
    .default(Math.max(1, Math.min(4, availableParallelism()))),
  LOG_LEVEL: z.enum(LOG_LEVELS, `one of ${LOG_LEVELS.join(', ')}`).default('info'),
}

/** What the supervisor hands to the processes it starts. */
const handedDown = {
  COUNTERSIGN_APP_URL: postgresUrl,
  COUNTERSIGN_SEQUENCER_URL: postgresUrl,
  NEXTAUTH_SECRET: z.string().min(32, 'at least 32 characters'),
}

const settingsSchema = z.object(settings).superRefine((given, context) => {
  const clash = (one: 'PORT' | 'INFERENCE_PORT' | 'PG_PORT', other: 'PORT' | 'INFERENCE_PORT') => {
    if (given[one] === given[other]) context.addIssue({ code: 'custom', path: [one], message: `another port than ${other}` })
  }
  clash('INFERENCE_PORT', 'PORT')
  clash('PG_PORT', 'PORT')
  clash('PG_PORT', 'INFERENCE_PORT')
})
const processSchema = z.object({ ...settings, ...handedDown })
export type Settings = z.output<typeof settingsSchema>
export type ProcessEnv = z.output<typeof processSchema>

/** Variables that may hold a password are named, never shown. */
const isSecret = (name: string): boolean => /DATABASE|SECRET|_URL$/.test(name) && name !== 'COUNTERSIGN_PUBLIC_URL'

function sentence(name: string, found: string | undefined, expected: string): string {
  if (found === undefined && name in handedDown) return `${name} is not set: start this process through npm start, which sets it.`
  const shown = found === undefined ? 'not set' : isSecret(name) ? 'set to something else' : `"${found}"`
  return `${name} is ${shown}, but must be ${expected}.`
}

function read<T extends z.ZodType>(schema: T, variables: Readonly<Record<string, string | undefined>>): z.output<T> {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  const sentences = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0])
    const found = given[name] ?? (name in settings ? defaultOf(name) : undefined)
    return sentence(name, found, issue.message)
  })
  throw new Error(sentences.join(' '))
}

const defaultOf = (name: string): string | undefined => ({ PORT: '3000', INFERENCE_PORT: '8080' })[name]

/** The settings of whoever starts the product. Throws one sentence per wrong variable. */
export const readSettings = (variables: Readonly<Record<string, string | undefined>> = process.env): Settings => read(settingsSchema, variables)

let held: ProcessEnv | null = null

/** The configuration of a process that the supervisor started; read once. */
export const env = (): ProcessEnv => (held ??= read(processSchema, process.env))
