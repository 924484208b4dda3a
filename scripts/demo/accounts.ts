import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Actor } from '#server/contracts/actor.ts'
import type { Role } from '#server/contracts/roles.ts'
import { identityOperations, principalByEmail, systemActor } from '#server/domain/identity/index.ts'
import { runOperation } from '#server/domain/kit/index.ts'
import type { Runtime } from '#server/domain/kit/index.ts'

interface Account {
  email: string
  name: string
  role: Role
  team: string
  password: string
}

const PEOPLE = {
  officer: { name: 'Ingrid Solberg', role: 'compliance-officer', team: 'compliance' },
  reviewer: { name: 'Tomasz Wrona', role: 'reviewer', team: 'model-risk' },
  engineer: { name: 'Daniel Reyes', role: 'ml-engineer', team: 'lending' },
  estates: { name: 'Priya Nair', role: 'ml-engineer', team: 'property' },
  auditor: { name: 'Marta Ruiz', role: 'auditor', team: 'internal-audit' },
  finops: { name: 'Kenji Mori', role: 'finops', team: 'platform' },
  viewer: { name: 'Lena Vogt', role: 'viewer', team: 'lending' },
  admin: { name: 'Sam Okafor', role: 'admin', team: 'platform' },
  pathology: { name: 'Noor Haddad', role: 'ml-engineer', team: 'pathology' },
  mailroom: { name: 'Elif Demir', role: 'ml-engineer', team: 'mailroom' },
} as const satisfies Record<string, { name: string; role: Role; team: string }>

export type People = Record<keyof typeof PEOPLE, Actor>

const emailOf = (name: string): string => `${name.toLowerCase().replaceAll(' ', '.')}@demo.example`

function readAccounts(path: string): Account[] {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : []
}

/** Writes beside and renames: whoever reads it sees the old list or the new one. */
function writeAccounts(path: string, accounts: Account[]): void {
  writeFileSync(`${path}.new`, `${JSON.stringify(accounts, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${path}.new`, path)
}

/** The demo's people, with random passwords kept in accounts.json of the home; made where they are missing. */
export async function ensureAccounts(runtime: Runtime, home: string): Promise<People> {
  const path = join(home, 'accounts.json')
  const accounts = readAccounts(path)
  const people: Partial<People> = {}
  for (const [who, { name, role, team }] of Object.entries(PEOPLE)) {
    const email = emailOf(name)
    if (!(await principalByEmail(runtime.db, email))) {
      const made = await runOperation(runtime, identityOperations.createUser, { actor: systemActor('demo') }, { email, name, role, team })
      accounts.push({ email, name, role, team, password: made.password })
      writeAccounts(path, accounts)
    }
    const held = await principalByEmail(runtime.db, email)
    if (!held) throw new Error(`no account ${email}`)
    const { id, teamId } = held.principal
    people[who as keyof People] = { kind: 'user', id, name, role, teamId, teamName: held.teamName }
  }
  return people as People
}
