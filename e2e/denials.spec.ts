import { get } from 'node:http'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import type { Role } from '#server/contracts/roles.ts'
import { demoIds } from './pages.ts'
import { account, apiAs, endSessions, fillSignIn, keepStill, makeAccount, seat } from './people.ts'
import { baseUrl } from './where.ts'

const V3 = '/models/credit-default/versions/3'

async function withSeat(browser: Parameters<typeof seat>[0], role: Role, team: string | undefined, look: (page: Page) => Promise<void>): Promise<void> {
  const page = await seat(browser, account(role, team))
  await look(page)
  await page.context().close()
}

test('whoever is not signed in is asked to, told what was wrong, and brought back', async ({ page }) => {
  await page.goto(`${baseUrl()}${V3}/evidence?sort=-at`)
  await expect(page).toHaveURL(`${baseUrl()}/sign-in?next=${encodeURIComponent(`${V3}/evidence?sort=-at`)}`)
  await expect(page.getByText('You go on to the page you asked for afterwards.')).toBeVisible()
  const viewer = account('viewer')
  await fillSignIn(page, { email: viewer.email, password: 'not the password' })
  await expect(page.getByText('E-mail address and password do not match.')).toBeVisible()
  await expect(page.getByLabel('Email')).toHaveValue(viewer.email)
  await fillSignIn(page, viewer)
  await expect(page).toHaveURL(`${baseUrl()}${V3}/evidence?sort=-at`)
})

test('signing in never leads to another site', async ({ page }) => {
  for (const next of ['https://elsewhere.example/', '//elsewhere.example/', '/\\elsewhere.example']) {
    await page.context().clearCookies()
    await page.goto(`${baseUrl()}/sign-in?next=${encodeURIComponent(next)}`)
    await fillSignIn(page, account('viewer'))
    await expect(page).toHaveURL(`${baseUrl()}/`)
  }
})

for (const [role, team, says] of [
  ['viewer', undefined, 'The role viewer may not run assessments'],
  ['auditor', undefined, 'The role auditor may not run assessments'],
  ['finops', undefined, 'The role finops may not run assessments'],
  ['ml-engineer', 'property', 'This belongs to lending, and your role acts for property alone'],
] as const) {
  test(`a blocked button tells the ${role}${team ? ` of ${team}` : ''} why`, async ({ browser }) => {
    await withSeat(browser, role, team, async (page) => {
      await page.goto(`${baseUrl()}${V3}`)
      const run = page.getByRole('button', { name: 'Run assessment' })
      await expect(run).toHaveAttribute('aria-disabled', 'true')
      await expect(run).toHaveAccessibleDescription(says)
      await run.click({ force: true })
      await expect(page.getByRole('dialog')).toHaveCount(0)
    })
  })
}

test('a viewer reads a request and is told that the role does not decide', async ({ browser }) => {
  const { request } = await demoIds()
  await withSeat(browser, 'viewer', undefined, async (page) => {
    await page.goto(`${baseUrl()}/requests/${request.open}`)
    const panel = page.getByRole('complementary', { name: 'Decision' })
    await expect(panel.getByText('Blocked: The role viewer may not approve and reject')).toBeVisible()
    await expect(panel.getByRole('radio')).toHaveCount(0)
    await expect(page.getByRole('button', { name: /Revoke|Withdraw/ })).toHaveCount(0)
  })
})

test('what the console refuses, the server refuses too, to each role', async () => {
  const { deployment, request } = await demoIds()
  const { subjectDigest } = await apiAs('viewer').governance.getRequest.query({ request: request.open })
  for (const role of ['viewer', 'auditor', 'finops'] as const) {
    const api = apiAs(role)
    const attempts = [
      api.serving.stopDeployment.mutate({ deployment, reason: 'no' }),
      api.governance.decide.mutate({ request: request.open, decision: 'approve', reason: 'no', subjectDigest }),
      api.identity.createUser.mutate({ email: 'nobody@demo.example', name: 'Nobody', role: 'admin' }),
    ]
    for (const attempt of attempts) await expect(attempt).rejects.toThrow(new RegExp(`The role ${role} has no permission`))
  }
})

test('addresses without a thing behind them answer 404, inside the frame', async ({ browser }) => {
  await withSeat(browser, 'viewer', undefined, async (page) => {
    for (const path of ['/no/such/page', '/models/nobody-made-this', '/requests/019abcde-0000-7000-8000-000000000000', '/predictions/not-an-id', `${V3}9`]) {
      const answer = await page.goto(`${baseUrl()}${path}`)
      expect.soft(answer?.status(), path).toBe(404)
      await expect(page.getByRole('main')).toContainText('404')
      await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
    }
  })
})

test('a session that ends while somebody types keeps the text, and the next page asks to sign in', async ({ browser }) => {
  const person = await makeAccount('Ines Falk', 'ml-engineer', 'lending')
  const page = await seat(browser, person)
  await keepStill(page)
  await page.goto(`${baseUrl()}/models/new`)
  await page.getByLabel('Name').fill('half-written')
  await page.getByLabel('Description').fill('A paragraph that took a while to write.')
  await endSessions(person)
  await page.getByRole('button', { name: 'Register model' }).click()
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' })
  await expect(dialog).toBeVisible()
  await expect(page.getByLabel('Description')).toHaveValue('A paragraph that took a while to write.')
  const [tab] = await Promise.all([page.waitForEvent('popup'), dialog.getByRole('link', { name: 'Sign in in another tab' }).click()])
  await fillSignIn(tab, person)
  await expect(tab).toHaveURL(`${baseUrl()}/`)
  await tab.close()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByLabel('Description')).toHaveValue('A paragraph that took a while to write.')
  await endSessions(person)
  await page.getByRole('link', { name: 'Datasets' }).click()
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fdatasets/)
  await page.context().close()
})

test('signing out ends the session for good', async ({ page }) => {
  await keepStill(page)
  await page.goto(`${baseUrl()}/sign-in`)
  await fillSignIn(page, account('viewer'))
  await expect(page).toHaveURL(`${baseUrl()}/`)
  const cookies = await page.context().cookies()
  await page.waitForLoadState('networkidle')
  await page.getByRole('button', { name: /account and theme/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  await page.context().addCookies(cookies)
  await page.goto(`${baseUrl()}/models`)
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fmodels/)
})

test('programs that ask for an address without anything behind it get a problem document', async ({ request }) => {
  const nothing = await request.get(`${baseUrl()}/api/nope`)
  expect([nothing.status(), nothing.headers()['content-type']]).toEqual([404, 'application/problem+json'])
  expect(await nothing.json()).toMatchObject({ type: '/problems/not-found', status: 404 })
  const status = await new Promise((done, failed) => {
    get(`${baseUrl()}/%zz`, (answer) => done([answer.resume().statusCode, answer.headers['content-type']])).once('error', failed)
  })
  expect(status).toEqual([400, 'application/problem+json'])
})
