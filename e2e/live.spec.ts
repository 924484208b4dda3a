import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { account, apiAs, endSessions, fillSignIn, makeAccount, seat } from './people.ts'
import { baseUrl } from './where.ts'

/** What the console promises: what one does, another sees within two seconds. */
const SOON = { timeout: 2000 }

test('what somebody does appears on a page that is open elsewhere, without a reload', async ({ browser }) => {
  const page = await seat(browser, account('viewer'))
  await page.goto(`${baseUrl()}/models`)
  const live = page.waitForRequest('**/api/live')
  await page.reload()
  await (await live).response()
  const name = `live-${randomUUID().slice(-6)}`
  const engineer = apiAs('ml-engineer')
  await engineer.registry.createModel.mutate({
    name,
    team: account('ml-engineer').team,
    description: 'Seen at once.',
    purpose: 'operational',
    exposure: 'internal',
  })
  await expect(page.getByRole('link', { name })).toBeVisible(SOON)
  await page.context().close()
})

test('a stream is for whoever is signed in', async ({ request }) => {
  expect((await request.get(`${baseUrl()}/api/live`)).status()).toBe(204)
})

test('whose session ends while they type is told at once, keeps the text, and goes on after a sign-in elsewhere, however late', async ({ browser }) => {
  test.setTimeout(120_000)
  const person = await makeAccount('Ilse Kern', 'ml-engineer', 'lending')
  const page = await seat(browser, person)
  const live = page.waitForResponse('**/api/live')
  await page.goto(`${baseUrl()}/models/new`)
  await live
  await page.getByLabel('Description').fill('A paragraph that took a while to write.')
  await endSessions(person)
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' })
  await expect(dialog).toBeVisible()
  // Once the server has ended the stream of who is not signed in, and refused a new one.
  await page.waitForResponse((response) => response.url().endsWith('/api/live') && response.status() === 204, { timeout: 30_000 })
  const elsewhere = await page.context().newPage()
  await elsewhere.goto(`${baseUrl()}/sign-in`)
  await fillSignIn(elsewhere, person)
  await expect(elsewhere).toHaveURL(`${baseUrl()}/`)
  await apiAs('ml-engineer').registry.createModel.mutate({
    name: `live-${randomUUID().slice(-6)}`,
    team: account('ml-engineer').team,
    description: 'Something that happens later.',
    purpose: 'operational',
    exposure: 'internal',
  })
  await expect(dialog).toHaveCount(0, { timeout: 25_000 })
  await expect(page.getByLabel('Description')).toHaveValue('A paragraph that took a while to write.')
  await page.context().close()
})
