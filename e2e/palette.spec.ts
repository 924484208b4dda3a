import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { account, seat } from './people.ts'
import { baseUrl } from './where.ts'

test.describe.configure({ mode: 'serial' })

let page: Page

test.beforeAll(async ({ browser }) => {
  page = await seat(browser, account('ml-engineer', 'lending'))
})

test.afterAll(async () => page.context().close())

const chosen = () => page.getByRole('option', { selected: true })

/** By keys alone: opens the palette, types, waits until the wanted entry is there, walks to it and takes it. */
async function run(query: string, wanted: string | RegExp): Promise<void> {
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog', { name: 'Search or run a command' })).toBeVisible()
  await page.keyboard.type(query)
  const option = page.getByRole('option', { name: wanted }).first()
  await expect(option).toBeVisible()
  for (let i = 0; i < 40 && (await option.getAttribute('aria-selected')) !== 'true'; i++) await page.keyboard.press('ArrowDown')
  await expect(option).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
}

test('finds a model by some of its letters, a person by name, a page by its own', async () => {
  await page.goto(baseUrl())
  await run('crdtdeflt', /^credit-default/)
  await expect(page).toHaveURL(`${baseUrl()}/models/credit-default`)
  await run('ingrid', /^Ingrid Solberg/)
  await expect(page).toHaveURL(/\/audit\?actor=/)
  await run('rvw', /^Review queue/)
  await expect(page).toHaveURL(`${baseUrl()}/requests`)
})

test('runs commands: registers, verifies, switches the theme and back', async () => {
  await run('register model', 'Register a model')
  await expect(page).toHaveURL(`${baseUrl()}/models/new`)
  await run('verify log', 'Verify the log in this browser')
  await expect(page).toHaveURL(`${baseUrl()}/audit`)
  await run('dark', 'Switch to the dark theme')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await run('light', 'Switch to the light theme')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
})

test('takes a verb first and then what it is done to, or what the page is about', async () => {
  await run('ask approval', 'Ask for approval of …')
  const input = page.getByRole('combobox', { name: 'Search or run a command' })
  await expect(input).toHaveValue('Ask for approval of ')
  await page.keyboard.type('credit-default v3')
  await expect(chosen()).toHaveText(/Ask for approval of credit-default v3/)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`${baseUrl()}/models/credit-default/versions/3/request`)
  await page.goto(`${baseUrl()}/models/credit-default/versions/3`)
  await run('register version', 'Register a version of credit-default')
  await expect(page).toHaveURL(`${baseUrl()}/models/credit-default/versions/new`)
})

test('offers nobody what the role may not do', async ({ browser }) => {
  const auditor = await seat(browser, account('auditor'))
  await auditor.goto(`${baseUrl()}/models/credit-default/versions/3`)
  await auditor.keyboard.press('Control+k')
  await expect(auditor.getByRole('option', { name: 'Verify the log in this browser' })).toBeVisible()
  await expect(auditor.getByRole('option', { name: /^(Register|Ask for|Deploy a|Declare|Write)/ })).toHaveCount(0)
  await auditor.context().close()
})
