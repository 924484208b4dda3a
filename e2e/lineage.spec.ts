import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { account, apiAs, seat } from './people.ts'
import { baseUrl } from './where.ts'

let page: Page

test.beforeAll(async ({ browser }) => {
  page = await seat(browser, account('auditor'))
})

test.afterAll(async () => page.context().close())

test('the lineage of a version is walked with arrows, and Enter opens where they stand', async () => {
  await page.goto(`${baseUrl()}/models/credit-default/versions/2/lineage`)
  const map = page.getByRole('group', { name: 'Lineage of credit-default version 2' })
  const version = map.getByRole('link', { name: /^Version: credit-default v2/ })
  await version.focus()
  await page.keyboard.press('ArrowRight')
  await expect(map.getByRole('link', { name: /^Request: approved/ }).and(page.locator(':focus'))).toBeVisible()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(page.locator(':focus')).toHaveAccessibleName(/^Deployment: production, since/)
  await page.keyboard.press('ArrowRight')
  await expect(page.locator(':focus')).toHaveAccessibleName(/^Deployment: production/)
  const { items } = await apiAs('auditor').serving.listDeployments.query({ model: 'credit-default', state: 'active' })
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`${baseUrl()}/deployments/${items[0]?.id}`)
})

test('the same stands in a table', async () => {
  await page.goto(`${baseUrl()}/models/credit-default/versions/2/lineage`)
  await expect(page.getByRole('group', { name: 'Lineage of credit-default version 2' })).toBeVisible()
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await page.keyboard.press('t')
  const table = page.getByRole('table', { name: 'Lineage of credit-default version 2' })
  const { lines } = await apiAs('auditor').serving.getVersionLineage.query({ model: 'credit-default', version: '2' })
  await expect(table.getByRole('row')).toHaveCount(lines.length + 1)
  await expect(table.getByRole('row').nth(1)).toContainText('credit-default v2')
  await expect(table.getByRole('row').nth(1)).toContainText('production, since')
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
})

test('a data set says what was made from it, and what of that serves', async () => {
  const lineage = await apiAs('auditor').serving.getDatasetLineage.query({ dataset: 'credit-card-clients' })
  expect(lineage.live).toBeGreaterThan(0)
  await page.goto(`${baseUrl()}/datasets/credit-card-clients`)
  const part = page.getByRole('region', { name: 'What was made from it' })
  await expect(part.getByRole('link', { name: /^Version: / })).toHaveCount(lineage.lines.length)
  await expect(part.locator('.stop.heavy').first()).toBeVisible()
})

test('the page of lineage says how far each data set reaches', async () => {
  await page.goto(`${baseUrl()}/`)
  await page.keyboard.press('g')
  await page.keyboard.press('n')
  await expect(page).toHaveURL(`${baseUrl()}/lineage`)
  await page.getByRole('combobox', { name: 'Data set' }).selectOption('credit-card-clients')
  await expect(page).toHaveURL(`${baseUrl()}/lineage?dataset=credit-card-clients`)
  const { versions, live, lines } = await apiAs('auditor').serving.getDatasetLineage.query({ dataset: 'credit-card-clients' })
  expect(versions).toBe(lines.length)
  await expect(page.locator('p.answer')).toHaveText(/^credit-card-clients reaches \w+ versions? of \w+ models?; \w+ serves? now\.$/)
  const table = page.getByRole('table', { name: 'Versions made from credit-card-clients' })
  await expect(table.getByRole('row')).toHaveCount(lines.length + 1)
  await expect(table.getByText('Serves, allowed')).toHaveCount(live)
})

test('an event that changed something shows it before and after', async () => {
  const deployed = await apiAs('auditor').ledger.listAuditEvents.query({ subject: 'version:credit-default/2', operation: 'deploy', order: 'newest', limit: 1 })
  await page.goto(`${baseUrl()}/audit?event=${deployed.items[0]?.id}`)
  const change = page.getByRole('group', { name: 'What was there before, and after' })
  await expect(change.getByText(/^- production\s+v1$/)).toBeVisible()
  await expect(change.getByText(/^\+ production\s+v2$/)).toBeVisible()
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
})

test('without routine the log shows what people decided and changed', async () => {
  await page.goto(`${baseUrl()}/audit`)
  await page.getByRole('link', { name: 'Without routine' }).click()
  await expect(page).toHaveURL(/routine=hidden/)
  const table = page.getByRole('table', { name: 'Events of the audit log' })
  await expect(table.getByRole('row').filter({ hasText: 'Sign in' })).toHaveCount(0)
  await expect(table.getByRole('row').filter({ hasText: 'Record evidence' })).toHaveCount(0)
  await expect(table.getByRole('row').filter({ hasText: 'Decide' }).first()).toBeVisible()
})
