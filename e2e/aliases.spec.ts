import { expect, test } from '@playwright/test'
import { account, apiAs, seat } from './people.ts'
import { baseUrl } from './where.ts'

const MODEL = 'credit-default'
const ALIAS = 'challenger'

test('an alias is set, moved and removed on the page of the model, and each is undone from its notice', async ({ browser }) => {
  const api = apiAs('ml-engineer', 'lending')
  const pointsAt = async () => (await api.registry.getModel.query({ model: MODEL })).aliases[ALIAS]
  if (await pointsAt()) await api.registry.removeAlias.mutate({ model: MODEL, alias: ALIAS })
  const page = await seat(browser, account('ml-engineer', 'lending'))
  await page.goto(`${baseUrl()}/models/${MODEL}`)
  const row = page
    .getByRole('table', { name: `Aliases of ${MODEL}` })
    .getByRole('row')
    .filter({ hasText: ALIAS })
  const set = async (version: string, button: string) => {
    await page.getByRole('button', { name: 'Set an alias' }).click()
    await page.getByLabel('Alias', { exact: true }).fill(ALIAS)
    await page.getByLabel('Version', { exact: true }).selectOption(version)
    await page.getByRole('button', { name: button, exact: true }).click()
  }

  await set('1', 'Set alias')
  await expect(row).toContainText('version 1')
  await set('2', 'Move alias')
  await expect(page.getByText(`Alias ${ALIAS} points at version 2`)).toBeVisible()
  await expect(row).toContainText('version 2')

  await page.getByRole('button', { name: `Remove alias ${ALIAS}` }).click()
  const notice = page.locator('.toast').filter({ hasText: `Alias ${ALIAS} removed` })
  await expect(row).toHaveCount(0)
  expect(await pointsAt()).toBeUndefined()
  await notice.getByRole('button', { name: 'Undo' }).click()
  await expect(row).toContainText('version 2')
  expect(await pointsAt()).toBe('2')

  await set('1', 'Move alias')
  await page
    .locator('.toast')
    .filter({ hasText: `Alias ${ALIAS} points at version 1` })
    .getByRole('button', { name: 'Undo' })
    .click()
  await expect(row).toContainText('version 2')
  await api.registry.removeAlias.mutate({ model: MODEL, alias: ALIAS })
  await page.context().close()
})

test('what an alias may not be called is said at its field, and who may not set one is told why', async ({ browser }) => {
  const engineer = await seat(browser, account('ml-engineer', 'lending'))
  await engineer.goto(`${baseUrl()}/models/${MODEL}`)
  await engineer.getByRole('button', { name: 'Set an alias' }).click()
  await engineer.getByLabel('Alias', { exact: true }).fill('latest')
  await engineer.getByRole('button', { name: 'Set alias' }).click()
  await expect(engineer.getByRole('alert').filter({ hasText: /"latest" and "v" with a number are taken/ })).toBeVisible()
  await engineer.context().close()
  const officer = await seat(browser, account('compliance-officer'))
  await officer.goto(`${baseUrl()}/models/${MODEL}`)
  await expect(officer.getByRole('button', { name: 'Set an alias' })).toHaveAttribute('aria-disabled', 'true')
  await expect(officer.getByRole('button', { name: /^Remove alias/ })).toHaveCount(0)
  await officer.context().close()
})
