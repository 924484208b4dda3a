import { expect, test } from '@playwright/test'
import { demoIds } from './pages.ts'
import { account, makeAccount, seat } from './people.ts'
import { baseUrl } from './where.ts'

test('a comment that names somebody reaches the page they look at, and their inbox', async ({ browser }) => {
  const { request } = await demoIds()
  const [reviewer, engineer] = [account('reviewer'), account('ml-engineer')]
  const [theirs, mine] = [await seat(browser, reviewer), await seat(browser, engineer)]
  const live = theirs.waitForResponse('**/api/live')
  await theirs.goto(`${baseUrl()}/requests/${request.open}`)
  await live
  await mine.goto(`${baseUrl()}/requests/${request.open}`)
  const form = mine.getByRole('form', { name: 'Add a comment' })
  await expect(form).toContainText('Write a comment first')
  await form.getByLabel('Add a comment').fill('The rows of the north are new.')
  await form.getByLabel('Mention somebody').selectOption({ label: `${reviewer.name}, reviewer` })
  await expect(form.getByLabel('Add a comment')).toHaveValue(`The rows of the north are new. @${reviewer.name} `)
  await form.getByRole('button', { name: 'Add comment' }).click()
  await expect(mine.getByRole('list', { name: 'Comments' })).toContainText('The rows of the north are new.')
  await expect(theirs.getByRole('list', { name: 'Comments' })).toContainText('The rows of the north are new.', { timeout: 2000 })
  const entry = theirs.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Inbox/ })
  await expect(entry).toContainText('1')
  await entry.click()
  await expect(theirs.getByRole('link', { name: new RegExp(`${engineer.name} mentions you`) })).toBeVisible()
  await expect(entry).not.toContainText('1')
  await theirs.context().close()
  await mine.context().close()
})

test('of two people of one name the one that was chosen is told, and nobody before one is', async ({ browser }) => {
  const { request } = await demoIds()
  const [one, other] = [await makeAccount('Twin Maier', 'reviewer', 'lending'), await makeAccount('Twin Maier', 'reviewer', 'lending')]
  const page = await seat(browser, account('ml-engineer'))
  await page.goto(`${baseUrl()}/requests/${request.open}`)
  const form = page.getByRole('form', { name: 'Add a comment' })
  const body = form.getByLabel('Add a comment')
  await body.fill('Ask @Twin Maier, not ask@Twin Maier.')
  await expect(form).toContainText('Several people are called Twin Maier')
  await form.getByLabel('Mention somebody').selectOption({ label: `Twin Maier, reviewer, ${other.email}` })
  await expect(body).toHaveValue('Ask @Twin Maier, not ask@Twin Maier.')
  await form.getByRole('button', { name: 'Add comment' }).click()
  await expect(page.getByRole('list', { name: 'Comments' })).toContainText('Ask @Twin Maier')
  for (const [person, news] of [
    [other, 1],
    [one, 0],
  ] as const) {
    const theirs = await seat(browser, person)
    await theirs.goto(`${baseUrl()}/inbox`)
    await expect(theirs.getByRole('heading', { name: 'Inbox' })).toBeVisible()
    await expect(theirs.getByRole('link', { name: /mentions you/ })).toHaveCount(news)
    await theirs.context().close()
  }
  await page.context().close()
})

test('who only reads cannot comment, and is told why', async ({ browser }) => {
  const { request } = await demoIds()
  const page = await seat(browser, account('viewer'))
  await page.goto(`${baseUrl()}/requests/${request.open}`)
  await expect(page.getByRole('form', { name: 'Add a comment' })).toContainText('The role viewer may not')
  await page.context().close()
})
