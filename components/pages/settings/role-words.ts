import { ROLES, type Role } from '#server/contracts/roles.ts'

/** What each role is for, in a line. */
const PURPOSES: Record<Role, string> = {
  viewer: 'reads',
  auditor: 'reads, and verifies the log',
  'ml-engineer': 'registers, assesses, requests, deploys and predicts for the team',
  reviewer: 'decides on requests',
  'compliance-officer': 'decides, revokes grants and publishes policies',
  finops: 'reads, and sets prices',
  admin: 'does all of this, and manages accounts',
}

export const roleLabel = (role: string): string => role.replaceAll('-', ' ')
export const roleOptions = ROLES.map((value) => ({ value, label: `${roleLabel(value)}: ${PURPOSES[value]}` }))
export const roleOf = (text: string): Role => ROLES.find((role) => role === text) ?? 'viewer'

/** Roles whose permissions reach only what the own team owns. */
export const needsTeam = (role: Role): boolean => role === 'ml-engineer'
