import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { apiOf, keyOf, until } from './api.ts'
import { makeCandidate, oneRow } from './candidate.ts'
import type { Candidate } from './candidate.ts'
import { account, apiAs, makeAccount, seat } from './people.ts'
import { baseUrl, inferenceUrl } from './where.ts'

test.describe.configure({ mode: 'serial' })

let made: Candidate
let reviewer: Page
let officer: Page
let engineer: Page

const requestUrl = (id: string): string => `${baseUrl()}/requests/${id}`
const title = (): string => `${made.model} v${made.version}`

async function sign(page: Page, reason: string): Promise<void> {
  await page.getByRole('radio', { name: 'Approve' }).check()
  await page.getByLabel('Reason').fill(reason)
  await page.getByRole('button', { name: 'Sign and approve' }).click()
}

const infer = (): Promise<Response> =>
  fetch(`${inferenceUrl()}/v2/models/${made.model}/infer`, {
    method: 'POST',
    headers: { authorization: `Bearer ${keyOf(account('ml-engineer', 'lending').email)}`, 'content-type': 'application/json' },
    body: JSON.stringify(oneRow()),
  })

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000)
  made = await makeCandidate()
  reviewer = await seat(browser, account('reviewer'))
  officer = await seat(browser, account('compliance-officer'))
  engineer = await seat(browser, account('ml-engineer', 'lending'))
})

test.afterAll(async () => {
  for (const page of [reviewer, officer, engineer]) await page?.context().close()
})

test('a request that fairness blocks cannot be approved, and says which gate', async () => {
  await reviewer.goto(`${baseUrl()}/requests`)
  await reviewer.getByRole('link', { name: 'credit-default v3' }).first().click()
  await expect(reviewer.getByText('It cannot be approved: fairness for sex fails.')).toBeVisible()
  await expect(reviewer.getByText(/ratio of the lowest to the highest selection rate .* is 0\.\d+/).first()).toBeVisible()
  const approve = reviewer.getByRole('radio', { name: 'Approve' })
  await expect(approve).toHaveAttribute('aria-disabled', 'true')
  await approve.click({ force: true })
  await expect(approve).not.toBeChecked()
  await expect(reviewer.getByText(/^Blocked: Fairness for sex fails/)).toBeVisible()
  const gate = reviewer.getByRole('link', { name: 'Evidence of Fairness: sex' })
  await gate.click()
  await expect(reviewer).toHaveURL(/\/evidence\//)
  await expect(reviewer.getByRole('heading', { name: /fairness/i }).first()).toBeVisible()
})

test('who asked for it reads why they cannot decide', async () => {
  await engineer.goto(requestUrl(made.request))
  const panel = engineer.getByRole('complementary', { name: 'Decision' })
  await expect(panel.getByText(/You opened this request, so somebody else decides on it/)).toBeVisible()
  await expect(panel.getByRole('radio')).toHaveCount(0)
  await expect(panel.getByRole('button', { name: /^Sign and/ })).toHaveAttribute('aria-disabled', 'true')
})

test('the reviewer comes from the queue, reads gates with their evidence, and approves with a reason', async () => {
  await reviewer.goto(`${baseUrl()}/requests`)
  await reviewer.getByRole('link', { name: title() }).first().click()
  await expect(reviewer).toHaveURL(requestUrl(made.request))
  await expect(reviewer.getByText(/All seven gates hold\. It waits for your decision/)).toBeVisible()
  const gates = await apiAs('reviewer').governance.getRequest.query({ request: made.request })
  for (const { evidenceId, detail } of gates.gates) {
    await expect(reviewer.getByText(detail).first()).toBeVisible()
    if (evidenceId) await expect(reviewer.locator(`a[href="/evidence/${evidenceId}"]`).first()).toBeVisible()
  }
  const signButton = reviewer.getByRole('button', { name: /^Sign and/ })
  await expect(signButton).toHaveAttribute('aria-disabled', 'true')
  await reviewer.getByRole('radio', { name: 'Approve' }).check()
  await expect(reviewer.getByText('Write a reason to sign')).toBeVisible()
  await sign(reviewer, 'The intervals of every gate were read; they hold.')
  await expect(reviewer.getByText('Signed: approved')).toBeVisible()
  await expect(reviewer.getByText('You have decided on this request already')).toBeVisible()
})

test('a second signature of the same role grants nothing', async ({ browser }) => {
  const second = await seat(browser, await makeAccount('Hanna Lind', 'reviewer', 'model-risk'))
  await second.goto(requestUrl(made.request))
  await sign(second, 'I read it as well.')
  await expect(second.getByText(/one more approval, of another role/).first()).toBeVisible()
  const held = await apiAs('reviewer').governance.getRequest.query({ request: made.request })
  expect(held.state).toBe('open')
  expect(held.grantId).toBeUndefined()
  await second.context().close()
})

test('two officers sign at the same moment: one issues the grant, the other reads that it is decided', async ({ browser }) => {
  const other = await seat(browser, await makeAccount('Ada Brandt', 'compliance-officer', 'compliance'))
  const both = [officer, other]
  for (const page of both) {
    await page.goto(requestUrl(made.request))
    await page.getByRole('radio', { name: 'Approve' }).check()
    await page.getByLabel('Reason').fill('The remaining risk is accepted.')
    await expect(page.getByText(/Yours is the last signature/)).toBeVisible()
  }
  await Promise.all(both.map((page) => page.getByRole('button', { name: 'Sign and approve' }).click()))
  const won = (page: Page) => page.getByText('Signed: approved')
  const lost = (page: Page) => page.getByText('Your signature was not taken')
  for (const page of both) await expect(won(page).or(lost(page)).first()).toBeVisible()
  const winners = await Promise.all(both.map((page) => won(page).isVisible()))
  const losers = await Promise.all(both.map((page) => lost(page).isVisible()))
  expect(winners.filter(Boolean)).toHaveLength(1)
  expect(losers).toEqual(winners.map((one) => !one))
  for (const page of both) await expect(page.getByText(/It may serve until|May serve/i).first()).toBeVisible()
  const { items } = await apiAs('auditor').governance.listGrants.query({ model: made.model })
  expect(items).toHaveLength(1)
  await other.context().close()
})

test('the engineer deploys it, and a prediction shows contributions that add up', async () => {
  await engineer.goto(requestUrl(made.request))
  await engineer.getByRole('link', { name: `Deploy v${made.version}` }).click()
  await engineer.getByLabel('Window size').selectOption({ label: 'A week' })
  await engineer.getByRole('button', { name: `Deploy ${title()}` }).click()
  await expect(engineer).toHaveURL(/\/deployments\/[0-9a-f-]{36}$/)
  await expect(engineer.getByText(/Allowed/i).first()).toBeVisible()
  const answered = await until('a prediction', infer, ({ status }) => status === 200, 30)
  const { parameters } = await answered.json()
  await engineer.goto(`${baseUrl()}/predictions/${parameters.prediction_id}`)
  await expect(engineer.locator('p.answer')).toContainText(/decided (positive|negative)/)
  await expect(engineer.getByText(/They add up to the score (exactly|within)/)).toBeVisible()
  await engineer.getByRole('button', { name: 'Table' }).first().click()
  const cells = await engineer
    .getByRole('table', { name: /^Contributions in/ })
    .getByRole('row')
    .locator('td:last-child')
    .allTextContents()
  const shown = cells.reduce((sum, text) => sum + Number(text.replace('−', '-')), 0)
  const explained = await apiAs('auditor').explain.explainPrediction.query({ prediction: parameters.prediction_id, row: 0 })
  expect(cells).toHaveLength(explained.attributions.length)
  // Each cell is rounded to four digits.
  expect(Math.abs(explained.baseValue + shown - explained.margin)).toBeLessThan(1e-3)
})

test('the size of its windows is the one that was chosen, until the engineer changes it', async () => {
  const { items } = await apiAs('auditor').serving.listDeployments.query({ model: made.model })
  const windows = `${baseUrl()}/deployments/${items[0]?.id}/windows`
  await officer.goto(windows)
  await expect(officer.getByRole('button', { name: 'Change window size' })).toHaveAttribute('aria-disabled', 'true')
  await engineer.goto(windows)
  await engineer.getByRole('button', { name: 'Change window size' }).click()
  const dialog = engineer.getByRole('dialog')
  await expect(dialog.getByLabel('Window size')).toHaveValue('week')
  await dialog.getByLabel('Window size').selectOption({ label: 'An hour' })
  await dialog.getByRole('button', { name: 'Set window size' }).click()
  await expect(engineer.getByText('Assessed by the hour from now on')).toBeVisible()
  expect((await apiAs('auditor').serving.listDeployments.query({ model: made.model })).items[0]?.windowSize).toBe('hour')
})

test('the officer revokes the grant, and inference refuses within two seconds', async () => {
  expect((await infer()).status).toBe(200)
  await officer.goto(requestUrl(made.request))
  await officer.getByRole('button', { name: /^Revoke grant/ }).click()
  const dialog = officer.getByRole('alertdialog')
  await expect(dialog.getByText('Write a reason first')).toBeVisible()
  await dialog.getByLabel('Reason').fill('Complaints from clients are being looked into.')
  await dialog.getByRole('button', { name: 'Revoke grant' }).click()
  await expect(officer.getByText('Grant revoked')).toBeVisible()
  const since = Date.now()
  const refused = await until('the refusal', infer, ({ status }) => status !== 200, 5)
  expect(Date.now() - since).toBeLessThan(2000)
  expect(refused.status).toBe(403)
  expect((await refused.json()).error).toMatch(/revoked/)
  await expect(officer.getByText(/the grant was revoked/).first()).toBeVisible()
  await engineer.goto(`${baseUrl()}/models/${made.model}/versions/${made.version}`)
  await expect(engineer.getByText('Refused in production.')).toBeVisible()
  const { items } = await apiOf(keyOf(account('auditor').email)).ledger.listAuditEvents.query({ operation: 'revoke-grant', order: 'newest', limit: 1 })
  expect(items[0]?.actor.name).toBe('Ingrid Solberg')
})
