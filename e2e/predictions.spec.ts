import { readFile } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { demoIds } from './pages.ts'
import { apiAs, keepStill, makeAccount, seat } from './people.ts'
import { baseUrl } from './where.ts'

let page: Page
let ids: Awaited<ReturnType<typeof demoIds>>

test.beforeAll(async ({ browser }) => {
  ids = await demoIds()
  page = await seat(browser, await makeAccount('Mia Strand', 'compliance-officer', 'risk'))
  await keepStill(page)
})
test.afterAll(() => page.context().close())

const rowsShown = () => page.getByRole('table', { name: 'Predictions' }).getByRole('row')

test('predictions are found by outcome and score, and the address says what was searched for', async () => {
  await page.goto(`${baseUrl()}/predictions`)
  await page.getByLabel('Model').selectOption('credit-default')
  await page.getByLabel('Outcome').selectOption('positive')
  await page.getByLabel('Score from').fill('0.3')
  await page.getByLabel('Score to').fill('0.6')
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  await expect(page).toHaveURL(/model=credit-default&outcome=positive&scoreFrom=0.3&scoreTo=0.6/)
  await expect(page.locator('p.answer')).toContainText('of credit-default with a positive outcome and a score from 0.3 to 0.6')
  const { items } = await apiAs('auditor').serving.listPredictions.query({
    model: 'credit-default',
    outcome: 'positive',
    scoreFrom: 0.3,
    scoreTo: 0.6,
    time: 'event',
    limit: 50,
  })
  expect(items.length).toBeGreaterThan(0)
  await expect(rowsShown()).toHaveCount(items.length + 1)
  for (const row of await rowsShown().all()) await expect(row).toContainText(/Outcome|Positive|positive/)
})

test('a search is kept as a view, opened again, removed and brought back', async () => {
  await page.goto(`${baseUrl()}/predictions?model=credit-default&outcome=negative`)
  await page.getByRole('button', { name: 'Save as view' }).click()
  await page.getByLabel('Name').fill('Refused')
  await page.keyboard.press('Enter')
  const views = page.getByRole('group', { name: 'Saved views' })
  await expect(views.getByRole('link', { name: 'Refused' })).toHaveAttribute('aria-current', 'true')
  await expect(page.getByRole('button', { name: 'Save as view' })).toHaveCount(0)
  await page.goto(`${baseUrl()}/predictions`)
  await views.getByRole('link', { name: 'Refused' }).click()
  await expect(page.getByLabel('Outcome')).toHaveValue('negative')
  await page.getByRole('button', { name: 'Remove view Refused' }).click()
  await expect(views).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(views.getByRole('link', { name: 'Refused' })).toBeVisible()
})

test('what was found is downloaded whole', async () => {
  await page.goto(`${baseUrl()}/predictions?model=credit-default&scoreFrom=0.5`)
  const arrives = page.waitForEvent('download')
  await page.getByRole('link', { name: 'CSV' }).click()
  const [header, ...lines] = (await readFile(await (await arrives).path(), 'utf8')).trimEnd().split('\r\n')
  expect(header).toMatch(/^prediction,model,version/)
  expect(lines.length).toBeGreaterThan(0)
  expect(new Set(lines.map((line) => line.split(',')[1]))).toEqual(new Set(['credit-default']))
})

test('a search that cannot be read says so at its field', async () => {
  await page.goto(`${baseUrl()}/predictions`)
  await page.getByLabel('Score from').fill('high')
  await page.getByLabel('Version').fill('2')
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Choose the model as well.' })).toBeVisible()
  await expect(page.getByRole('alert').filter({ hasText: 'A number such as 0.25.' })).toBeVisible()
})

test('a prediction lies among the reference and its neighbours, and its grant is proven in the browser', async () => {
  await page.goto(`${baseUrl()}/predictions/${ids.prediction}`)
  const inputs = page.getByRole('region', { name: 'Inputs' })
  await expect(inputs.getByRole('columnheader', { name: 'Reading' })).toBeVisible()
  await expect(inputs).toContainText(/stands? out, against [\d,]+ \w+ rows/)
  const alike = page.getByRole('region', { name: 'Most alike' })
  await expect(alike.getByRole('row')).not.toHaveCount(0)
  await alike.getByRole('link').first().click()
  await expect(page).not.toHaveURL(new RegExp(ids.prediction))
  await expect(page.getByRole('region', { name: 'Proof of inclusion' })).toContainText(/Verified: event [\d,]+ is in the log/)
})
