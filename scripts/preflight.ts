import { accessSync, constants, mkdirSync, statfsSync } from 'node:fs'
import { createServer } from 'node:net'
import type { Settings } from '#server/env.ts'

const LEAST_FREE_MB = 500

function checkPort(host: string, port: number, variable: string): Promise<void> {
  return new Promise((free, taken) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') return taken(new Error(`Port ${port} is in use: set ${variable} to another one.`))
      if (error.code === 'EACCES') return taken(new Error(`Port ${port} needs more rights than this account has: set ${variable} to one above 1023.`))
      return taken(new Error(`This machine cannot listen on ${host} (${error.code ?? error.message}): set HOST to an address it has, such as 127.0.0.1.`))
    })
    server.listen(port, host, () => server.close(() => free()))
  })
}

/** What the disk of a folder has left, in megabytes. */
export function freeMegabytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return Math.floor((bavail * bsize) / 1024 ** 2)
}

/** Makes the home where it is missing. Throws one sentence when it cannot hold an instance, which needs 500 MB. */
export function checkHome(home: string, freeOf: (folder: string) => number = freeMegabytes): void {
  try {
    mkdirSync(home, { recursive: true })
    accessSync(home, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new Error(`COUNTERSIGN_HOME ${home} cannot be used (${code}): set it to a folder that this account may write.`, { cause: error })
  }
  const free = freeOf(home)
  if (free < LEAST_FREE_MB)
    throw new Error(`Only ${free} MB are free on the disk of ${home}, and ${LEAST_FREE_MB} MB are needed: free some, or set COUNTERSIGN_HOME to another disk.`)
}

/** Throws one sentence that names the first port that cannot be listened on. */
export async function checkPorts(settings: Settings): Promise<void> {
  await checkPort(settings.HOST, settings.PORT, 'PORT')
  await checkPort(settings.HOST, settings.INFERENCE_PORT, 'INFERENCE_PORT')
  if (settings.PG_PORT !== undefined && settings.DATABASE_URL === undefined) await checkPort('127.0.0.1', settings.PG_PORT, 'PG_PORT')
}

/** An error in one sentence that says what to do, where that is known. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const chain = [error, error.cause, error.cause instanceof Error ? error.cause.cause : undefined]
  const coded = chain.find((part): part is NodeJS.ErrnoException => part instanceof Error && 'code' in part && typeof part.code === 'string')
  if (coded?.code === 'ENOSPC' || coded?.code === '53100') return 'The disk is full: free some space, or set COUNTERSIGN_HOME to another disk.'
  if (coded?.code === 'ECONNREFUSED' || coded?.code === 'ENOTFOUND')
    return `The PostgreSQL that DATABASE_URL names does not answer (${coded.code}): start it, or correct DATABASE_URL.`
  if (coded?.code === '28P01' || coded?.code === '28000')
    return `PostgreSQL does not let the account in (${coded.message}): correct the user or password in DATABASE_URL.`
  if (coded?.code === 'EACCES' && coded.path)
    return `${coded.path} may not be used by this account: give it the right, or set COUNTERSIGN_HOME to another folder.`
  return error.message
}
