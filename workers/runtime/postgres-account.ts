import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

export interface PostgresAccount {
  /** Null: the account that runs this process. */
  ids: { uid: number; gid: number } | null
  /** Words put before a command so that it runs as the account. */
  prefix: string[]
}

const SYSTEM_PATH = `${process.env.PATH ?? ''}:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin`
const run = (command: string, args: string[]) =>
  spawnSync(command, args, { encoding: 'utf8', env: { NODE_ENV: process.env.NODE_ENV, PATH: SYSTEM_PATH }, cwd: '/' })

function idsOf(account: string): { uid: number; gid: number } | null {
  const [uid, gid] = ['-u', '-g'].map((flag) => run('id', [flag, account]))
  return uid?.status === 0 && gid?.status === 0 ? { uid: Number(uid.stdout), gid: Number(gid.stdout) } : null
}

function systemAccount(): { uid: number; gid: number } {
  const known = idsOf('postgres')
  if (known) return known
  run('useradd', ['--system', '--no-create-home', '--user-group', '--shell', '/bin/false', 'postgres'])
  const ids = idsOf('postgres') ?? idsOf('nobody')
  if (!ids) throw new Error('PostgreSQL does not run as root, and this machine has no other account for it: make one named postgres, or set DATABASE_URL.')
  return ids
}

/** The first folder above a path that the account may not pass through, or null. */
function closedFolder(path: string, ids: { uid: number; gid: number }): string | null {
  for (let at = path; ; at = dirname(at)) {
    if (existsSync(at)) {
      const { mode, uid, gid } = statSync(at)
      const passable = uid === ids.uid ? mode & 0o100 : gid === ids.gid ? mode & 0o010 : mode & 0o001
      if (!passable) return at
    }
    if (at === dirname(at)) return null
  }
}

/**
 * PostgreSQL refuses to run as root: then it runs as the owner of its data folder, or as an account of its own.
 * Where that account may not pass through a folder above (such as /root), it is given the one capability
 * to do so (CAP_DAC_READ_SEARCH), rather than that folder being opened to everyone.
 */
export function postgresAccount(dataFolder: string, binaries: string): PostgresAccount {
  if (process.getuid?.() !== 0) return { ids: null, prefix: [] }
  const owner = existsSync(dataFolder) ? statSync(dataFolder) : null
  const ids = owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : systemAccount()
  const closed = closedFolder(dirname(dataFolder), ids) ?? closedFolder(binaries, ids)
  if (!closed) return { ids, prefix: [] }
  const capability = '+dac_read_search'
  const prefix = [`setpriv`, `--reuid=${ids.uid}`, `--regid=${ids.gid}`, '--clear-groups', `--inh-caps=${capability}`, `--ambient-caps=${capability}`]
  const [command = '', ...args] = prefix
  if (run(command, [...args, 'test', '-x', binaries]).status === 0) return { ids, prefix }
  throw new Error(
    `PostgreSQL does not run as root, and the account it runs as (uid ${ids.uid}) may not enter ${closed}: ` +
      `run "chmod o+x ${closed}", or move the project and COUNTERSIGN_HOME to where it may, such as /opt and /var/lib/countersign.`,
  )
}
