import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { postgresAccount } from './postgres-account.ts'
import type { PostgresAccount } from './postgres-account.ts'
import { freeCluster, layOutCluster, POSTGRES_ENV, postgresBinaries, postmasterOf } from './postgres-folder.ts'

export const OWNER_ROLE = 'countersign_owner'
export const DATABASE = 'countersign'

export interface EmbeddedPostgresOptions {
  /** The folder that holds the cluster, in `postgres/`. Whoever starts it holds the lock of this folder. */
  home: string
  port: number
  superuserPassword: string
  ownerPassword: string
  /** False only for a cluster that is thrown away: no fsync. */
  durable?: boolean
  onLine?: (line: string) => void
}

export interface EmbeddedPostgres {
  port: number
  pid: number
  /** Resolves when the server is gone, however it went. */
  exited: Promise<void>
  stop: () => Promise<void>
}

const STOP_MS = 6000
const LONGEST_RECOVERY_MS = 15 * 60_000

// The server outlives neither its parent nor this shell: when standard input closes, it shuts down fast.
const GUARD = `exec 3<&0
"$@" </dev/null 3<&- &
server=$!
( read -r _ <&3; kill -INT "$server" ) >/dev/null 2>&1 &
watch=$!
wait "$server"; code=$?
kill "$watch" 2>/dev/null
exit "$code"`

/** A TCP port of the loopback that nothing listens on now. */
export function freePort(preferred = 0): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer()
    server.once('error', (error) => (preferred === 0 ? failed(error) : found(freePort())))
    server.listen(preferred, '127.0.0.1', () => {
      const address = server.address()
      const port = address !== null && typeof address === 'object' ? address.port : preferred
      server.close(() => found(port))
    })
  })
}

function settingsOf(options: EmbeddedPostgresOptions): string[] {
  const settings: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    port: options.port,
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: '256MB',
    wal_compression: 'on',
    min_wal_size: '256MB',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
    ...(options.durable === false ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

function spawnServer(binaries: string, folder: string, account: PostgresAccount, options: EmbeddedPostgresOptions): ChildProcess {
  const command = [...account.prefix, join(binaries, 'postgres'), '-D', folder, ...settingsOf(options)]
  const as = account.ids && account.prefix.length === 0 ? account.ids : {}
  // A group of its own, so that Ctrl-C in a terminal does not end it before those who still write to it.
  return spawn('/bin/sh', ['-c', GUARD, 'postgres', ...command], { ...as, stdio: ['pipe', 'ignore', 'pipe'], env: POSTGRES_ENV, cwd: '/', detached: true })
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')

async function tryAsSuperuser(options: EmbeddedPostgresOptions, body: (client: pg.Client) => Promise<void>): Promise<boolean> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port: options.port,
    user: 'postgres',
    password: options.superuserPassword,
    database: 'postgres',
    connectionTimeoutMillis: 5000,
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (error) {
    if (codeOf(error) === '28P01') {
      throw new Error(`The database in ${options.home} does not accept the password in secrets.json: put back the secrets.json that was made with it.`, {
        cause: error,
      })
    }
    return false
  }
  try {
    await body(client)
    return true
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** The owner of the schema is no superuser, as on a PostgreSQL of one's own. */
async function ensureOwner(client: pg.Client, password: string): Promise<void> {
  const known = await client.query('select 1 from pg_roles where rolname = $1', [OWNER_ROLE])
  if (known.rowCount === 0)
    await client.query(`CREATE ROLE ${OWNER_ROLE} LOGIN CREATEROLE CREATEDB PASSWORD ${client.escapeLiteral(password)} IN ROLE pg_signal_backend`)
  const made = await client.query('select 1 from pg_database where datname = $1', [DATABASE])
  if (made.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER_ROLE}`)
}

async function untilReady(child: ChildProcess, options: EmbeddedPostgresOptions, lastLine: () => string): Promise<void> {
  const started = Date.now()
  for (let told = 1; Date.now() - started < LONGEST_RECOVERY_MS;) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`PostgreSQL ended while starting: ${lastLine() || `exit code ${child.exitCode}`}`)
    if (await tryAsSuperuser(options, (client) => ensureOwner(client, options.ownerPassword))) return
    if (Date.now() - started > told * 10_000) options.onLine?.(`still recovering after ${told++ * 10} s`)
    await new Promise((wake) => setTimeout(wake, 30))
  }
  throw new Error(`PostgreSQL did not become ready: ${lastLine()}`)
}

function stopper(child: ChildProcess, folder: string, exited: Promise<void>): () => Promise<void> {
  return async () => {
    child.stdin?.end()
    const force = setTimeout(() => {
      const pid = postmasterOf(folder)
      if (pid !== null) process.kill(pid, 'SIGQUIT')
    }, STOP_MS)
    await exited
    clearTimeout(force)
  }
}

/** Starts the embedded PostgreSQL 18 on a home folder, laying it out the first time and recovering what a crash left. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const binaries = postgresBinaries()
  const home = resolve(options.home)
  const folder = join(home, 'postgres')
  mkdirSync(home, { recursive: true })
  // The home is ours to open for passing through; what lies in it stays closed.
  if (process.getuid?.() === 0) chmodSync(home, statSync(home).mode | 0o011)
  const account = postgresAccount(folder, binaries)
  if (existsSync(join(folder, 'PG_VERSION'))) await freeCluster(folder)
  else layOutCluster({ binaries, folder, password: options.superuserPassword, account })
  const child = spawnServer(binaries, folder, account, options)
  const exited = new Promise<void>((gone) => {
    child.once('exit', () => gone())
    child.once('error', () => gone())
  })
  // Writing to a guard that is gone must not end this process.
  child.stdin?.on('error', () => undefined)
  let last = ''
  if (child.stderr) {
    createInterface({ input: child.stderr }).on('line', (line) => {
      if (!/ (HINT|DETAIL|CONTEXT): /.test(line)) last = line
      options.onLine?.(line)
    })
  }
  const stop = stopper(child, folder, exited)
  try {
    await untilReady(child, options, () => last)
  } catch (error) {
    await stop()
    throw error
  }
  return { port: options.port, pid: postmasterOf(folder) ?? child.pid ?? 0, exited, stop }
}
