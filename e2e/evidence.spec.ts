import { readFile } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { demoIds } from './pages.ts'
import { account, apiAs, keepStill, seat } from './people.ts'
import { baseUrl } from './where.ts'

let page: Page
let ids: Awaited<ReturnType<typeof demoIds>>

test.beforeAll(async ({ browser }) => {
  ids = await demoIds()
  page = await seat(browser, account('compliance-officer'))
  await keepStill(page)
})
test.afterAll(() => page.context().close())

const open = (path: string) => page.goto(`${baseUrl()}${path}`, { waitUntil: 'networkidle' })
const evidence = (kind: string) => open(`/evidence/${ids.evidence[kind]}`)

/** Presses CSV of a figure and reads what arrives. */
async function csvOf(figure: Locator): Promise<string[]> {
  const arrives = page.waitForEvent('download')
  await figure.getByRole('button', { name: 'CSV' }).click()
  const file = await (await arrives).path()
  return (await readFile(file, 'utf8')).trimEnd().split('\r\n')
}

test('performance is told by segment, with what is not judged', async () => {
  await evidence('performance')
  const segments = page.getByRole('region', { name: 'Segments' })
  await expect(segments).toContainText(/segment/)
  await expect(segments.getByRole('table', { name: 'Segments' }).getByRole('row')).not.toHaveCount(1)
})

test('drift of a version that serves is followed into production, window by window', async () => {
  const { items } = await apiAs('auditor').governance.listEvidence.query({ model: 'credit-default', version: '2', kind: 'drift' })
  const measured = items.find(({ window }) => window === undefined)
  await open(`/evidence/${measured?.id}`)
  const region = page.getByRole('region', { name: 'Over windows in production' })
  await expect(region).toContainText(/drifted in (none|\d) of [1-9] windows/)
  const deployment = await region.getByRole('link', { name: 'all inputs and scores over time' }).getAttribute('href')
  expect(deployment).toMatch(/^\/deployments\/[0-9a-f-]{36}\/windows$/)
})

test('the threshold is moved by keyboard, and the decisions are counted again', async () => {
  await evidence('performance')
  const slider = page.getByRole('slider', { name: 'Threshold looked at' })
  const matrix = page.getByRole('group', { name: /^Truth and decision at/ })
  await slider.focus()
  await slider.press('Home')
  await expect(slider).toHaveAttribute('aria-valuetext', /^0\.000: 100\.0 % decided positive/)
  await expect(matrix.getByRole('row', { name: /^Positive/ })).toContainText('0.0 % of positives')
  const measures = page.getByRole('group', { name: /^Measures at the threshold/ })
  await expect(measures.getByRole('row', { name: /^Recall/ })).toContainText('1.000')
  await slider.press('PageUp')
  await slider.press('ArrowRight')
  await expect(slider).toHaveAttribute('aria-valuetext', /^0\.110: /)
  await expect(measures.getByRole('row', { name: /^Recall/ })).toContainText('pp')
  await page.getByRole('button', { name: /^Back to/ }).click()
  await expect(slider).toHaveAttribute('aria-valuetext', /in force$/)
})

test('a curve is read point by point', async () => {
  await evidence('performance')
  const curve = page.getByRole('slider', { name: 'True positive rate by false positive rate' })
  await curve.focus()
  await curve.press('End')
  await expect(curve).toHaveAttribute('aria-valuetext', /finds 100\.0 % of positives and takes 100\.0 % of negatives/)
  await curve.press('ArrowLeft')
  await expect(curve).not.toHaveAttribute('aria-valuetext', /takes 100\.0 % of negatives/)
})

for (const kind of ['performance', 'data-quality', 'drift', 'fairness', 'explanation', 'regression']) {
  test(`each chart of ${kind} has its table and its CSV with the same rows`, async () => {
    await evidence(kind)
    const figures = await page.locator('[data-figure]').all()
    for (const figure of figures) {
      await figure.getByRole('button', { name: 'Table' }).click()
      const rows = await figure.locator('tbody tr').count()
      expect(rows).toBeGreaterThan(0)
      const headers = await figure.locator('thead th').count()
      const filled = await figure.locator('tbody tr').evaluateAll((all) => all.map((row) => row.querySelectorAll(':scope > :not(:empty)').length))
      expect(filled, await figure.locator('figcaption').innerText()).toEqual(filled.map(() => headers))
      expect(await csvOf(figure)).toHaveLength(rows + 1)
      await figure.getByRole('button', { name: 'Chart' }).click()
    }
    if (kind !== 'data-quality') expect(figures.length).toBeGreaterThan(0)
  })
}

test('any feature is looked at from the ranking, with all its tests', async () => {
  await evidence('drift')
  const ranking = page.getByRole('group', { name: 'Features by drift' })
  const last = ranking.getByRole('row').last().getByRole('link')
  const name = await last.innerText()
  await last.click()
  await expect(page).toHaveURL(new RegExp(`feature=${name}#feature$`))
  const tests = page.getByRole('group', { name: `Tests of ${name}` })
  await expect(tests.getByRole('row', { name: /^Population stability index/ })).toBeVisible()
  await page.goBack()
})

test('what a changed row would come to is asked of the worker, and a wrong value is shown where it stands', async () => {
  await open('/models/credit-default/versions/3/explain')
  const field = page.getByRole('textbox', { name: 'repay_status_1 instead' })
  await expect(page.getByRole('status').filter({ hasText: 'As it is, the score is' })).toBeVisible()
  await field.fill('late')
  await field.press('Enter')
  await expect(field).toHaveAccessibleDescription(/takes a finite number/)
  await field.fill('3')
  await field.press('Enter')
  const three = page.getByRole('status').filter({ hasText: 'With repay_status_1 3 instead of' })
  await expect(three).toBeVisible()
  const score = await three.locator('b').innerText()
  await expect(page.getByRole('group', { name: 'Contributions before and after the change' })).toContainText('repay_status_1')
  const held = Promise.withResolvers<void>()
  await page.route('**/api/trpc/explain.whatIf**', async (route) => {
    await held.promise
    await route.continue()
  })
  await field.fill('-2')
  await field.press('Enter')
  await expect(page.getByRole('button', { name: 'Scoring' })).toBeVisible()
  const other = page.getByRole('status').filter({ hasText: /With repay_status_1 [-−]2 instead of/ })
  await expect(other, 'the score of another row is no answer to this one').toHaveCount(0)
  held.resolve()
  await expect(other).toBeVisible()
  expect(await other.locator('b').innerText()).not.toBe(score)
  await page.unroute('**/api/trpc/explain.whatIf**')
  await page.getByRole('button', { name: 'Undo 1 change' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'As it is, the score is' })).toBeVisible()
})

test('how a feature acts is shown for the one that is chosen', async () => {
  await evidence('explanation')
  const choice = page.getByRole('combobox', { name: 'Feature that acts' })
  const second = (await choice.getByRole('option').nth(1).textContent()) ?? ''
  await choice.selectOption(second)
  await expect(page.getByRole('slider', { name: `Contribution of ${second} by its value` })).toBeVisible()
  const output = page.getByRole('slider', { name: `Mean output by ${second}` })
  await output.focus()
  await output.press('End')
  await expect(output).toHaveAttribute('aria-valuetext', /mean output 0\.\d{4}\.$/)
})

test('crossed groups are cells with their numbers, and every measure is found by its name', async () => {
  await evidence('fairness')
  const cells = page.getByRole('group', { name: 'Ratio of selection rates by sex × age_band' })
  await expect(cells.getByRole('row', { name: /^male/ })).toContainText(/0\.\d{3}/)
  await expect(page.getByText(/^If all groups were treated alike/).first()).toBeVisible()
  await page.getByRole('button', { name: /measures by sex$/ }).click()
  const all = page.getByRole('group', { name: 'All measures by sex' })
  await page.getByPlaceholder('Filter by measure').fill('LL 144')
  // The head, and three measures of two groups.
  await expect(all.getByRole('row')).toHaveCount(7)
})

test('a column of the quality report is looked at with both sides, and what was expected of it', async () => {
  await evidence('data-quality')
  await page.getByRole('group', { name: 'Columns', exact: true }).getByRole('link', { name: 'age', exact: true }).click()
  await expect(page).toHaveURL(/column=age#column$/)
  await expect(page.getByRole('group', { name: 'Figures of age' }).getByRole('row', { name: /^Median/ })).toBeVisible()
  await expect(page.getByRole('group', { name: 'Expectations' }).getByRole('row', { name: /^age between/ })).toContainText('Holds')
})
