import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { formatCount, inWords } from '#components/ui/format.ts'
import { account, apiAs, seat } from './people.ts'
import { baseUrl } from './where.ts'

const officer = () => apiAs('compliance-officer')
const number = (text: string): number => Number(text.replaceAll(',', '').replace('−', '-'))

let page: Page

test.beforeAll(async ({ browser }) => {
  page = await seat(browser, account('compliance-officer'))
})

test.afterAll(async () => page.context().close())

test('the overview answers in one sentence, with the numbers that the API has', async () => {
  await page.goto(baseUrl())
  const [standings, requests] = await Promise.all([
    officer().serving.listStandings.query({ live: true, limit: 200 }),
    officer().governance.listRequests.query({ state: 'open', limit: 200 }),
  ])
  const main = page.getByRole('main')
  await expect(main.getByText(new RegExp(`^${inWords(standings.liveTotal)} models? (is|are) in production`, 'i'))).toBeVisible()
  await expect(main.getByText(new RegExp(`${inWords(requests.items.length)} requests? waits? for signatures`, 'i'))).toBeVisible()
  const rows = standings.items.reduce((sum, row) => sum + row.predictions, 0)
  await expect(main.getByText(`${formatCount(rows)} rows were predicted in the last seven days`)).toBeVisible()
  const table = page.getByRole('table', { name: 'Live models', exact: true })
  await expect(table.getByRole('row')).toHaveCount(standings.items.length + 1)
  const credit = standings.items.find((row) => row.model === 'credit-default')
  const held = credit?.gates.filter((gate) => gate.state === 'pass').length
  await expect(table.getByRole('row').filter({ hasText: 'credit-default' })).toContainText(`${held} of ${credit?.gates.length}`)
})

test('what needs attention names the gate that blocks, and leads to the request', async () => {
  await page.goto(baseUrl())
  const due = page.getByRole('listitem').filter({ hasText: 'credit-default v3' }).first()
  await expect(due).toContainText('fairness for sex fails, so it can only be rejected or withdrawn')
  await due.getByRole('link', { name: 'Review' }).click()
  await expect(page).toHaveURL(/\/requests\/[0-9a-f-]{36}$/)
})

test('fairness ranks the failing version first, with the measured ratio', async () => {
  const { items } = await officer().governance.listEvidence.query({ model: 'credit-default', version: '3', kind: 'fairness', limit: 1 })
  const gates = await officer().governance.listGates.query({ model: 'credit-default', version: '3' })
  const measured = gates.items.find((gate) => gate.name === 'fairness-sex')?.measured ?? ''
  const ratio = /\d\.\d+/.exec(String(measured))?.[0] ?? 'no number'
  await page.goto(`${baseUrl()}/fairness`)
  const rows = page.getByRole('table').first().getByRole('row')
  const failing = rows.filter({ hasText: 'credit-default' }).filter({ hasText: 'v3' }).filter({ hasText: 'sex' }).first()
  await expect(failing).toContainText('Fail')
  await expect(failing).toContainText(ratio)
  await expect(rows.nth(1)).toContainText('Fail')
  await failing.getByRole('link').last().click()
  await expect(page).toHaveURL(new RegExp(`/evidence/${items[0]?.id}|/models/credit-default/versions/3`))
})

test('drift lists every version with its verdict, and opens the evidence', async () => {
  await page.goto(`${baseUrl()}/drift`)
  const { items } = await officer().governance.listNewestEvidence.query({ kind: 'drift', limit: 100 })
  const table = page.getByRole('table', { name: 'Newest drift evidence by version' })
  await expect(table.getByRole('row')).toHaveCount(items.length + 1)
  await expect(table.getByRole('row').filter({ hasText: 'credit-default' }).first()).toContainText(/Stable|Drift/)
  await expect(table.locator('a[href^="/evidence/"]').first()).toBeVisible()
})

test('the policy in force reads as a document, and a new revision is shown before it counts', async () => {
  const policy = await officer().governance.getPolicy.query({})
  await page.goto(`${baseUrl()}/policies`)
  await expect(page.getByRole('heading', { name: policy.document.name }).first()).toBeVisible()
  await expect(page.getByText(new RegExp(`A version may serve when ${inWords(policy.document.gates.length)} gates hold`))).toBeVisible()
  await expect(page.getByText(`revision ${policy.revision}, in force since`)).toBeVisible()
  await page.getByRole('button', { name: 'Write a new revision' }).click()
  const publish = page.getByRole('button', { name: `Publish revision ${policy.revision + 1}` })
  await expect(publish).toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByText('Nothing is changed yet')).toBeVisible()
  await page.getByLabel('A grant lasts, days').fill('61')
  await publish.click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog).toContainText(String(policy.document.grantDays))
  await expect(dialog).toContainText('61')
  await dialog.getByRole('button', { name: `Keep revision ${policy.revision}` }).click()
  expect((await officer().governance.getPolicy.query({})).revision).toBe(policy.revision)
})

test('costs add up to what the API says', async () => {
  await page.goto(`${baseUrl()}/costs`)
  const said = await page
    .getByRole('main')
    .getByText(/predictions/)
    .first()
    .textContent()
  const to = new Date()
  const from = new Date(to.getTime() - 40 * 86_400_000)
  const costs = await officer().finops.getCosts.query({ from: from.toISOString(), to: to.toISOString(), groupBy: 'model' })
  const predictions = costs.items.reduce((sum, item) => sum + item.predictions, 0)
  const shown = /on ([\d,]+) predictions/.exec(said ?? '')?.[1] ?? ''
  // More may have been rolled up since the page was made; nothing is ever taken back.
  expect(number(shown)).toBeGreaterThan(0)
  expect(number(shown)).toBeLessThanOrEqual(predictions)
  for (const { key } of costs.items)
    await expect(
      page
        .getByRole('rowheader', { name: key })
        .or(page.getByRole('cell', { name: key }))
        .first(),
    ).toBeVisible()
  await page
    .getByRole('link', { name: /Team/ })
    .or(page.getByRole('radio', { name: /Team/ }))
    .or(page.getByRole('button', { name: /Team/ }))
    .first()
    .click()
  await expect(page.getByText('lending').first()).toBeVisible()
})
