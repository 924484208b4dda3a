import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { apiAs, account, seat } from './people.ts'
import { keyOf, until } from './api.ts'
import { oneRow } from './candidate.ts'
import { baseUrl, inferenceUrl } from './where.ts'

/** The tour of the README, step by step, on the demo as it comes. */
test.describe.configure({ mode: 'serial' })

let ingrid: Page
let priya: Page

test.beforeAll(async ({ browser }) => {
  ingrid = await seat(browser, account('compliance-officer'))
  priya = await seat(browser, account('ml-engineer', 'property'))
})

test.afterAll(async () => {
  for (const page of [ingrid, priya]) await page.context().close()
})

/** Follows an entry of the navigation, and waits for its page: the one before has tables too. */
async function follow(page: Page, name: string): Promise<void> {
  const entry = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name })
  const href = await entry.getAttribute('href')
  await entry.click()
  await expect(page).toHaveURL(`${baseUrl()}${href}`)
}

test('1: the overview says what is in production and what waits', async () => {
  expect([account('compliance-officer').name, account('ml-engineer', 'property').name]).toEqual(['Ingrid Solberg', 'Priya Nair'])
  await ingrid.goto(baseUrl())
  await expect(ingrid.getByRole('main').getByText(/models? (is|are) in production\./)).toBeVisible()
  await expect(ingrid.getByRole('table', { name: 'Live models', exact: true }).getByRole('row').filter({ hasText: 'credit-default' })).toContainText('v2')
  const due = (model: string) => ingrid.getByRole('main').getByRole('listitem').filter({ hasText: model })
  await expect(due('credit-default v2')).toContainText(/\d+ of 20 (inputs and scores )?drifted/)
  await expect(due('reminder-calls v1')).toContainText(/ROC AUC 0\.\d+, expected 0\.\d+/)
  await expect(due('tumour-triage v1')).toContainText(/the grant ends on/)
  for (const model of ['credit-default v2', 'reminder-calls v1']) await expect(due(model).locator('a[href^="/evidence/"]').first()).toBeVisible()
})

test('2: version 3 of credit-default fails its fairness gate, in numbers, one click from the evidence', async () => {
  await follow(ingrid, 'Models')
  await ingrid.getByRole('link', { name: 'credit-default' }).first().click()
  await expect(ingrid).toHaveURL(/\/models\/credit-default/)
  await ingrid.goto(`${baseUrl()}/models/credit-default`)
  await ingrid
    .getByRole('table', { name: /versions/i })
    .getByRole('link', { name: /3/ })
    .first()
    .click()
  await expect(ingrid).toHaveURL(/\/models\/credit-default\/versions\/3$/)
  await expect(ingrid.getByText('cannot be approved')).toBeVisible()
  const gate = ingrid
    .getByRole('table', { name: /^Gates of/ })
    .getByRole('row')
    .filter({ hasText: 'fairness-sex' })
  await expect(gate).toContainText('Fail')
  await expect(gate).toContainText(/0\.\d+ .*≥ 0\.8/)
  await gate.getByRole('link').click()
  await expect(ingrid).toHaveURL(/\/evidence\//)
})

test('3: the queue says which gate blocks; area-income waits for one signature and gets it', async () => {
  await priya.goto(`${baseUrl()}/models/area-income/versions/1`)
  await expect(priya.getByText('No grant yet: one more approval')).toBeVisible()
  await follow(ingrid, 'Review queue')
  const row = (model: string) => ingrid.getByRole('table', { name: 'Open requests' }).getByRole('row').filter({ hasText: model })
  await expect(row('credit-default v3')).toContainText(/Fairness for sex fails/)
  await expect(row('small-loans v1')).toContainText(/inconclusive/)
  await row('small-loans v1').getByRole('link').first().click()
  await expect(ingrid.getByText(/30/).first()).toBeVisible()
  await follow(ingrid, 'Review queue')
  await expect(row('area-income v1')).toContainText(/approval/i)
  await row('area-income v1').getByRole('link').first().click()
  await ingrid.getByRole('radio', { name: 'Approve' }).check()
  await ingrid.getByLabel('Reason').fill('The intervals hold and it stays internal.')
  await ingrid.getByRole('button', { name: 'Sign and approve' }).click()
  await expect(ingrid.getByText(/It may serve until/)).toBeVisible()
})

test('4: the engineer of property deploys it', async () => {
  await priya.goto(`${baseUrl()}/models/area-income/versions/1`)
  await priya.getByRole('link', { name: 'Deploy v1' }).click()
  await priya.getByRole('button', { name: 'Deploy area-income v1' }).click()
  await expect(priya).toHaveURL(/\/deployments\/[0-9a-f-]{36}$/)
})

test('5: a prediction of credit-default shows inputs, output, decision, contributions, grant, cost and trace', async () => {
  await follow(ingrid, 'Predictions')
  await ingrid.getByRole('table').first().getByRole('row').filter({ hasText: 'credit-default' }).first().getByRole('link').first().click()
  await expect(ingrid).toHaveURL(/\/predictions\/[0-9a-f-]{36}/)
  await expect(ingrid.locator('p.answer')).toContainText(/decided (positive|negative)/)
  await expect(ingrid.getByText(/They add up to the score/).first()).toBeVisible()
  for (const heading of ['Why', 'Inputs', 'Outputs']) await expect(ingrid.getByRole('heading', { name: heading, exact: true })).toBeVisible()
  for (const word of ['By a live grant', 'Cost', 'Trace']) await expect(ingrid.getByText(word, { exact: true }).first()).toBeVisible()
})

test('6: an event of the log is verified by the browser', async () => {
  await follow(ingrid, 'Audit log')
  await ingrid.getByRole('table').getByRole('row').nth(1).getByRole('link').first().click()
  await expect(ingrid.getByText(/Verified: event [\d,]+ is in the log/)).toBeVisible()
})

test('7: the grant of the live deployment is revoked, and the endpoint answers 403 and says why', async () => {
  const headers = { authorization: `Bearer ${keyOf(account('ml-engineer', 'lending').email)}`, 'content-type': 'application/json' }
  const infer = () => fetch(`${inferenceUrl()}/v2/models/credit-default/infer`, { method: 'POST', headers, body: JSON.stringify(oneRow()) })
  expect((await infer()).status).toBe(200)
  await follow(ingrid, 'Deployments')
  await ingrid.getByRole('table').first().getByRole('row').filter({ hasText: 'credit-default' }).getByRole('link').first().click()
  await ingrid.getByRole('button', { name: /^Revoke grant/ }).click()
  const dialog = ingrid.getByRole('alertdialog')
  await dialog.getByLabel('Reason').fill('The tour asks for it.')
  await dialog.getByRole('button', { name: 'Revoke grant' }).click()
  await expect(ingrid.getByText('Grant revoked')).toBeVisible()
  const refused = await until('the refusal', infer, ({ status }) => status === 403, 2)
  expect((await refused.json()).error).toMatch(/revoked/)
})

test('8: costs by model, version and team; finops edits the price book', async ({ browser }) => {
  await follow(ingrid, 'Costs')
  await expect(ingrid.getByText(/spent on [\d,]+ predictions/)).toBeVisible()
  await expect(ingrid.getByText('credit-default').first()).toBeVisible()
  const finops = await seat(browser, account('finops'))
  await finops.goto(`${baseUrl()}/costs`)
  const price = finops.getByRole('button', { name: /price/i }).first()
  await expect(price).toBeVisible()
  await expect(price).not.toHaveAttribute('aria-disabled', 'true')
  await expect(ingrid.getByRole('button', { name: /price/i }).first()).toHaveAttribute('aria-disabled', 'true')
  expect((await apiAs('finops').finops.listPrices.query({})).items.length).toBeGreaterThan(0)
  await finops.context().close()
})
