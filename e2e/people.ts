import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { Browser, Page } from '@playwright/test'
import type { Role } from '#server/contracts/roles.ts'
import { apiOf, keyOf } from './api.ts'
import { baseUrl, homeOf } from './where.ts'

export interface Account {
  email: string
  name: string
  role: Role
  team: string
  password: string
}

/** The demo's account of a role (of a team, where several have the role). */
export function account(role: Role, team?: string): Account {
  const accounts: Account[] = JSON.parse(readFileSync(join(homeOf(), 'accounts.json'), 'utf8'))
  const found = accounts.find((held) => held.role === role && (team === undefined || held.team === team))
  if (!found) throw new Error(`the demo has no ${role}`)
  return found
}

/** The operations as the demo's person of a role may use them. */
export const apiAs = (role: Role, team?: string) => apiOf(keyOf(account(role, team).email))

/** Somebody new, added by the administrator. */
export async function makeAccount(name: string, role: Role, team: string): Promise<Account> {
  const email = `${name.toLowerCase().replaceAll(' ', '.')}.${randomUUID().slice(-6)}@demo.example`
  const { password } = await apiAs('admin').identity.createUser.mutate({ email, name, role, team })
  return { email, name, role, team, password }
}

/** Fills in the sign-in page that is open and sends it. */
export async function fillSignIn(page: Page, { email, password }: Pick<Account, 'email' | 'password'>): Promise<void> {
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** Signs somebody in as they would: by the form. */
export async function signInAs(page: Page, person: Account): Promise<Account> {
  await page.goto(`${baseUrl()}/sign-in`)
  await fillSignIn(page, person)
  await expect(page).toHaveURL(`${baseUrl()}/`)
  return person
}

/** Signs the demo's person of a role in. */
export const signIn = (page: Page, role: Role, team?: string): Promise<Account> => signInAs(page, account(role, team))

/** As the administrator does: ends every session of somebody. */
export async function endSessions({ name }: Account): Promise<void> {
  const { items } = await apiAs('admin').identity.listSessions.query({ limit: 200, everyone: true })
  const open = items.filter((session) => session.owner.name === name && session.revokedAt === null)
  expect(open.length).toBeGreaterThan(0)
  for (const { id } of open) await apiAs('admin').identity.revokeSession.mutate({ session: id })
}

/** Gives a page no live updates, so that its network comes to rest. */
export async function keepStill(page: Page): Promise<void> {
  await page.context().route('**/api/live', (route) => route.fulfill({ status: 204 }))
}

/** Somebody at a browser of their own. */
export async function seat(browser: Browser, person: Account): Promise<Page> {
  const page = await (await browser.newContext({ locale: 'en-GB', timezoneId: 'UTC' })).newPage()
  await signInAs(page, person)
  return page
}
