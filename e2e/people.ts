import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import type { Role } from '#server/contracts/roles.ts'

interface Account {
  email: string
  name: string
  role: Role
  team: string
  password: string
}

const home = (): string => process.env.COUNTERSIGN_E2E_HOME ?? ''

export const baseUrl = (): string => process.env.COUNTERSIGN_E2E_URL ?? ''
export const inferenceUrl = (): string => process.env.COUNTERSIGN_E2E_INFERENCE_URL ?? ''

/** The demo's account of a role (of a team, where several have the role). */
export function account(role: Role, team?: string): Account {
  const accounts: Account[] = JSON.parse(readFileSync(join(home(), 'accounts.json'), 'utf8'))
  const found = accounts.find((held) => held.role === role && (team === undefined || held.team === team))
  if (!found) throw new Error(`the demo has no ${role}`)
  return found
}

/** Signs a person in as they would: by the form. */
export async function signIn(page: Page, role: Role, team?: string): Promise<Account> {
  const person = account(role, team)
  await page.goto(`${baseUrl()}/sign-in`)
  await page.getByLabel('Email').fill(person.email)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(`${baseUrl()}/`)
  return person
}
