import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { account, apiAs, seat } from './people.ts'
import { baseUrl } from './where.ts'

let page: Page
let request: string

test.beforeAll(async ({ browser }) => {
  page = await seat(browser, account('reviewer'))
  const { items } = await apiAs('reviewer').governance.listRequests.query({ state: 'open', limit: 100 })
  request = items.find((item) => item.model === 'credit-default' && item.version === '3')?.id ?? ''
})

test.afterAll(async () => page.context().close())

test('a request says how it differs from the live version: gates, data, ranking, words', async () => {
  const compared = await apiAs('reviewer').serving.compareRequest.query({ request })
  await page.goto(`${baseUrl()}/requests/${request}`)
  await expect(page.getByText('One that held for v2 does not hold now.')).toBeVisible()
  await expect(page.getByText('It passed when v2 was approved.')).toHaveCount(1)
  const data = page.getByRole('table', { name: 'Data and settings of v3' })
  await expect(data.getByRole('row').filter({ hasText: 'Features' })).toContainText(`${compared.features.count} (new: ${compared.features.added[0]}`)
  await expect(data.getByRole('row').filter({ hasText: 'Decided positive' })).toContainText('Differs')
  const ranking = page.getByRole('table', { name: 'Features of v3 by what they contribute' })
  await expect(ranking.getByRole('row')).toHaveCount(9)
  const first = compared.ranking[0]
  await expect(ranking.getByRole('row').nth(1)).toContainText(`${first?.feature}1${((first?.after?.share ?? 0) * 100).toFixed(1)} %`)
  await page.getByRole('button', { name: `Show all ${compared.ranking.length} features` }).click()
  await expect(ranking.getByRole('row')).toHaveCount(compared.ranking.length + 1)
  const changed = page.getByRole('region', { name: 'Model card' }).locator('ins, del')
  if (compared.card.changed.length > 0) await expect(changed.first()).toBeVisible()
  else await expect(changed).toHaveCount(0)
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
})

test('it is decided by keyboard: what is blocked cannot be chosen, and nothing is signed without a reason', async () => {
  await page.goto(`${baseUrl()}/requests/${request}`)
  await expect(page.getByRole('radio', { name: 'Reject' })).toBeVisible()
  await page.keyboard.press('a')
  await expect(page.getByRole('radio', { name: 'Approve' })).not.toBeChecked()
  await page.keyboard.press('r')
  await expect(page.getByRole('radio', { name: 'Reject' })).toBeChecked()
  await expect(page.getByLabel('Reason')).toBeFocused()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Write a reason to sign')).toBeVisible()
  expect((await apiAs('reviewer').governance.getRequest.query({ request })).decisions).toEqual([])
})

test('on paper it has no controls, keeps its tables, and carries whole digests', async () => {
  await page.setViewportSize({ width: 673, height: 1000 })
  await page.emulateMedia({ media: 'print' })
  await page.goto(`${baseUrl()}/requests/${request}`)
  await expect(page.getByRole('button', { name: /^Sign and/ })).toBeHidden()
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden()
  await expect(page.getByRole('navigation').first()).toBeHidden()
  await expect(page.getByRole('columnheader', { name: 'Difference' })).toBeVisible()
  const held = await apiAs('reviewer').governance.getRequest.query({ request })
  const digest = page.locator('.kv .dg code').first()
  expect(await digest.evaluate((element) => getComputedStyle(element, '::after').content)).toBe(`"${held.subjectDigest}"`)
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  await page.emulateMedia({ media: 'screen' })
})
