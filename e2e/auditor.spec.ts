import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { demoIds, pathOf, samples } from './pages.ts'
import { account, apiAs, seat } from './people.ts'
import { baseUrl } from './where.ts'

/** How buttons begin that change something. */
const CHANGES =
  /^(sign and|revoke grant|stop|deploy|run assessment|request approval|ask for approval|register (a|model|version)|declare (a|dataset)|send|withdraw|write|edit|publish|set price|create|retire)\b/i

let page: Page

test.beforeAll(async ({ browser }) => {
  page = await seat(browser, account('auditor'))
})

test.afterAll(async () => page.context().close())

test('filters the log by what was done, by whom and to what', async () => {
  await page.goto(`${baseUrl()}/audit`)
  await page.getByLabel('Did').selectOption('decide')
  await expect(page).toHaveURL(/operation=decide/)
  const rows = page.getByRole('table').getByRole('row')
  await expect(rows.nth(1)).toContainText('Decide')
  await page.getByLabel('Who').selectOption({ label: 'Tomasz Wrona' })
  await expect(page).toHaveURL(/actor=/)
  for (const row of (await rows.all()).slice(1)) await expect(row).toContainText('Tomasz Wrona')
  await page.getByLabel('About').fill('credit-default')
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page).toHaveURL(/subject=model%3Acredit-default/)
  const events = await apiAs('auditor').ledger.listAuditEvents.query({ subject: 'model:credit-default', operation: 'decide', limit: 100 })
  const expected = events.items.filter((event) => event.actor.name === 'Tomasz Wrona')
  await expect(rows).toHaveCount(expected.length + 1)
  await page.getByRole('link', { name: 'Remove filters' }).click()
  await expect(page).toHaveURL(`${baseUrl()}/audit`)
})

test('verifies one event in the browser, against the signed checkpoint', async () => {
  await page.goto(`${baseUrl()}/audit?operation=decide`)
  await page.getByRole('table').getByRole('row').nth(1).getByRole('link').first().click()
  await expect(page).toHaveURL(/event=[0-9a-f-]{36}/)
  const id = new URL(page.url()).searchParams.get('event') ?? ''
  const proof = await apiAs('auditor').ledger.getProof.query({ event: id })
  await expect(page.getByText(new RegExp(`Verified: event ${proof.leafIndex} is in the log of \\d+ entries signed by countersign/`))).toBeVisible()
})

test('a changed event does not verify', async () => {
  await page.route('**/api/trpc/ledger.getAuditEvent*', async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, body: (await answer.text()).replaceAll('Tomasz Wrona', 'Tomasz Wronb').replaceAll('"approve"', '"reject"') })
  })
  await page.route('**/api/trpc/**ledger.getProof*', async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, body: (await answer.text()).replace(/"leafIndex":(\d+)/, (_, index) => `"leafIndex":${Number(index) + 1}`) })
  })
  await page.goto(`${baseUrl()}/audit?operation=decide`)
  await page.getByRole('table').getByRole('row').nth(1).getByRole('link').first().click()
  await expect(page.getByText(/Does not verify\./)).toBeVisible()
  await page.unrouteAll()
})

test('hashes the whole log in the browser, and checks its growth on the next visit', async () => {
  await page.goto(`${baseUrl()}/audit`)
  await page.getByRole('button', { name: 'Verify the whole log' }).click()
  await expect(page.getByRole('button', { name: 'Verify again' })).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText(/The log verifies: all \d+ entries add up to the signed root/)).toBeVisible()
  await page.reload()
  await expect(page.getByText(/saw (it )?before: nothing was rewritten/)).toBeVisible()
})

test('reads everything and changes nothing: no button of a change can be pressed', async () => {
  test.setTimeout(180_000)
  const ids = await demoIds()
  const pressable: string[] = []
  for (const { route, sample } of samples()) {
    if (route.startsWith('/settings') || sample.as === 'finops') continue
    await page.goto(`${baseUrl()}${pathOf(sample, ids)}`)
    await expect(page.getByRole('main')).toBeVisible()
    const buttons = page.getByRole('main').getByRole('button', { disabled: false })
    const names = await buttons.evaluateAll((all) =>
      all.filter((one) => one.getAttribute('aria-disabled') !== 'true').map((one) => one.getAttribute('aria-label') ?? one.textContent ?? ''),
    )
    pressable.push(...names.filter((name) => CHANGES.test(name.trim())).map((name) => `${route}: ${name}`))
  }
  expect(pressable).toEqual([])
})
