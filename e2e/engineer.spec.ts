import { createHash, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, test } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { GERMAN_FEATURES } from '../scripts/demo/columns.ts'
import { dataFile } from './api.ts'
import { account, seat } from './people.ts'
import { baseUrl } from './where.ts'

test.describe.configure({ mode: 'serial' })

const suffix = randomUUID().slice(-6)
const dataset = `applications-${suffix}`
const model = `sorting-${suffix}`
const NARRATIVE = ['Intended use', 'Out of scope', 'Limitations', 'Ethical considerations', 'Human oversight']

let page: Page

const shortDigest = (file: string): string => {
  const hex = createHash('sha256').update(readFileSync(file)).digest('hex')
  return `sha256:${hex.slice(0, 4)}…${hex.slice(-4)}`
}

/** Drags a file onto a drop area, as from the desktop. */
async function dropFile(area: Locator, file: string): Promise<void> {
  const bytes = readFileSync(file).toString('base64')
  const dataTransfer = await page.evaluateHandle(
    ({ bytes, name }) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([Uint8Array.from(atob(bytes), (char) => char.charCodeAt(0))], name))
      return transfer
    },
    { bytes, name: basename(file) },
  )
  for (const type of ['dragover', 'drop']) await area.dispatchEvent(type, { dataTransfer })
}

async function sendSnapshot(role: string, file: string, rows: string): Promise<void> {
  await page.getByLabel('Role').selectOption(role)
  await page.locator('input[type=file]').setInputFiles(file)
  await expect(page.getByRole('progressbar', { name: basename(file) })).toBeVisible()
  await expect(page.getByText('Hashed:').locator('..')).toContainText(shortDigest(file))
  await page.getByRole('button', { name: 'Send snapshot' }).click()
  const row = page.getByRole('row').filter({ hasText: role })
  await expect(row).toContainText(/Ready/)
  await expect(row).toContainText(rows)
  await expect(row).toContainText(shortDigest(file))
}

test.beforeAll(async ({ browser }) => {
  page = await seat(browser, account('ml-engineer', 'lending'))
})

test.afterAll(async () => page.context().close())

test('declares a dataset and sends its rows, hashed before they go', async () => {
  await page.goto(`${baseUrl()}/datasets`)
  await page.getByRole('link', { name: 'Declare a dataset' }).first().click()
  await expect(page).toHaveURL(/\/datasets\/new$/)
  await page.getByLabel('Name').fill(dataset)
  await page.getByLabel('Features').fill(GERMAN_FEATURES.join(', '))
  await page.getByLabel('Protected attributes').fill('sex')
  await page.getByLabel(/^Label/).fill('bad_credit')
  await page.getByLabel('Favourable outcome').fill('0')
  await page.getByLabel('Entity column').fill('applicant_id')
  await page.getByRole('button', { name: 'Declare dataset' }).click()
  await expect(page).toHaveURL(`${baseUrl()}/datasets/${dataset}`)
  await expect(page.getByText('No rows yet: nothing can be measured on this dataset.')).toBeVisible()
  await sendSnapshot('reference', dataFile('demo', 'german-credit', 'reference.csv'), '200')
  await sendSnapshot('evaluation', dataFile('demo', 'german-credit', 'evaluation.csv'), '300')
  await expect(page.getByText(/2 snapshots with 500 rows can be measured on/)).toBeVisible()
})

test('registers a model; what is missing or taken is said at its field', async () => {
  await page.goto(`${baseUrl()}/models/new`)
  await page.getByLabel('Name').fill('credit-default')
  await page.getByLabel('Description').fill('Sorts applications for closer reading.')
  await expect(page.getByText('Risk tier:')).toContainText('Low')
  await page.getByRole('button', { name: 'Register model' }).click()
  await expect(page.getByText(/exists already|taken/i).first()).toBeVisible()
  await page.getByLabel('Name').fill(model)
  await page.getByLabel('Exposure').selectOption('customer')
  await expect(page.getByText('Risk tier:')).toContainText('Medium')
  await page.getByLabel('Exposure').selectOption('internal')
  await page.getByRole('button', { name: 'Register model' }).click()
  await expect(page).toHaveURL(`${baseUrl()}/models/${model}/versions/new`)
})

/** One step of intake, by its name. */
const step = (name: string): Locator => page.getByRole('listitem').filter({ hasText: name })

async function registerVersion(file: string, beforehand: () => Promise<void>): Promise<void> {
  await page.goto(`${baseUrl()}/models/${model}/versions/new`)
  const register = page.getByRole('button', { name: 'Register version' })
  await expect(register).toHaveAttribute('aria-disabled', 'true')
  await dropFile(page.getByText('Drop an ONNX file'), file)
  await expect(page.getByText('Hashed:').locator('..')).toContainText(shortDigest(file))
  await page.getByLabel('Dataset').selectOption(dataset)
  await expect(page.getByLabel('Features')).toHaveValue(GERMAN_FEATURES.join(', '))
  await beforehand()
  await page.getByLabel('Output').fill('probabilities')
  await page.getByLabel('Class column').fill('1')
  await page.getByLabel('Threshold').fill('0.4')
  await register.click()
}

test('a hostile file is refused, with what to do about it', async () => {
  await registerVersion(dataFile('hostile', 'onnx', 'external_parent_dir.onnx'), async () => {
    await expect(page.getByText(/Intake will refuse this file/)).toBeVisible()
  })
  await expect(page).toHaveURL(`${baseUrl()}/models/${model}/versions/new?version=1`)
  await expect(page.getByText('Refused at intake.')).toBeVisible()
  await expect(step('File read')).toContainText('Refused')
  await expect(step('Trial run')).toContainText('Not reached')
  await expect(page.getByText(/external/i).first()).toBeVisible()
  await expect(page.getByText(/Save|Export|inside the file|one file/i).first()).toBeVisible()
  await expect(page.getByRole('link', { name: 'Register a version' })).toBeVisible()
})

test('a genuine file is dropped, hashed, read and passes intake while one watches', async () => {
  await registerVersion(dataFile('demo', 'german-credit', 'logistic.onnx'), async () => {
    await expect(page.getByText(`The file takes ${GERMAN_FEATURES.length} values per row; each has its feature.`)).toBeVisible()
    await expect(page.getByLabel('Output')).toHaveValue('probabilities')
    await page.getByLabel('Features').fill(GERMAN_FEATURES.slice(1).join(', '))
    await expect(page.getByText(/Intake will refuse this\. The declared features do not fit the model/)).toBeVisible()
    await page.getByLabel('Features').fill(GERMAN_FEATURES.join(', '))
    await expect(page.getByText(/Intake will refuse this/)).toHaveCount(0)
  })
  await expect(page).toHaveURL(`${baseUrl()}/models/${model}/versions/new?version=2`)
  await expect(page.getByText('The file is intact, safe to load and answers. Nothing is measured yet.')).toBeVisible()
  for (const name of ['Bytes received', 'File read', 'Trial run', 'Declaration held against it']) await expect(step(name)).toContainText('Pass')
  await expect(
    page
      .getByRole('definition')
      .filter({ hasText: shortDigest(dataFile('demo', 'german-credit', 'logistic.onnx')) })
      .first(),
  ).toBeVisible()
  await page.reload()
  await expect(step('Trial run')).toContainText('Pass')
  await page.getByRole('link', { name: 'Open version 2' }).click()
  await expect(page).toHaveURL(`${baseUrl()}/models/${model}/versions/2`)
  await expect(page.getByText(/Not live\. 0 of 6 gates hold/)).toBeVisible()
  await expect(page.getByRole('table', { name: /^Gates of/ })).toContainText('Not measured')
  await expect(
    page
      .getByRole('cell', { name: 'probabilities', exact: true })
      .or(page.getByRole('rowheader', { name: 'probabilities', exact: true }))
      .first(),
  ).toBeVisible()
})

test('the way to production is blocked, and says by what', async () => {
  const deploy = page.getByRole('button', { name: 'Deploy v2' })
  await expect(deploy).toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByText('No grant yet: ask for approval first')).toBeVisible()
  await deploy.focus()
  await expect(deploy).toBeFocused()
  await page.goto(`${baseUrl()}/deployments/new?model=${model}&version=2`)
  await expect(page.getByText(/no live grant covers it/)).toBeVisible()
})

test('runs an assessment and sees the evidence arrive', async () => {
  await page.goto(`${baseUrl()}/models/${model}/versions/2`)
  await page.getByRole('button', { name: 'Run assessment' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('combobox', { name: 'Evaluated rows' })).toContainText('evaluation, 300 rows')
  await dialog.getByRole('button', { name: 'Run assessment' }).click()
  await expect(page.getByText('Assessment started')).toBeVisible()
  const row = page.getByRole('table', { name: 'Assessments' }).getByRole('row').nth(1)
  await expect(row).toContainText(/\d of \d|Done/)
  await expect(row).toContainText('Done', { timeout: 45_000 })
  await expect(
    page
      .getByRole('table', { name: /^Gates of/ })
      .getByRole('row')
      .filter({ hasText: 'performance' }),
  ).toContainText(/Pass|Fail/)
})

for (const [name, shown] of [
  ['Performance', /ROC AUC/],
  ['Data quality', /finding/i],
  ['Drift', /PSI|stable|drift/i],
  ['Fairness', /selection rate|sex/i],
  ['Explanation', /contribution/i],
] as const) {
  test(`opens the evidence of ${name.toLowerCase()}`, async () => {
    await page.goto(`${baseUrl()}/models/${model}/versions/2`)
    await page.getByRole('table', { name: 'Assessments' }).getByRole('link', { name }).click()
    await expect(page).toHaveURL(/\/evidence\/[0-9a-f-]{36}$/)
    await expect(page).toHaveTitle(/Countersign/)
    await expect(page.getByRole('main').getByText(shown).first()).toBeVisible()
    await expect(page.getByRole('link', { name: new RegExp(`${model}`) }).first()).toBeVisible()
  })
}

test('writes the card in place until it is complete', async () => {
  await page.goto(`${baseUrl()}/models/${model}/versions/2/card`)
  const write = page.getByRole('button', { name: /^Write / })
  await expect(write).toHaveCount(NARRATIVE.length)
  for (let left = NARRATIVE.length; left > 0; left--) {
    await write.first().click()
    await page.getByRole('main').locator('textarea').fill(`Written for the test, with ${left} to go.`)
    await page.getByRole('button', { name: /^Save as revision/ }).click()
    await expect(page.getByRole('main').locator('textarea')).toHaveCount(0)
    await expect(write).toHaveCount(left - 1)
  }
  await expect(page.getByText('The card is complete.')).toBeVisible()
  await page.reload()
  await expect(page.getByText('Written for the test, with 3 to go.')).toBeVisible()
})

test('asks for approval, and may not decide on it', async () => {
  await page.goto(`${baseUrl()}/models/${model}/versions/2`)
  await page.getByRole('link', { name: 'Request approval' }).click()
  const open = page.getByRole('button', { name: 'Ask for approval' })
  await expect(open).toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByText('Say first why it should go live')).toBeVisible()
  await page.getByLabel('Justification').fill('Saves the clerks an hour a day.')
  await open.click()
  await expect(page).toHaveURL(/\/requests\/[0-9a-f-]{36}$/)
  await expect(page.getByText('Request opened')).toBeVisible()
  await expect(page.getByText(/You opened this request, so somebody else decides on it/)).toBeVisible()
})
