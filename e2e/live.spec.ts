import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { account, apiAs, seat } from './people.ts'
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
