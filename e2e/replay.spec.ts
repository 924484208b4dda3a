import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { account, apiAs, seat } from './people.ts'
import { baseUrl } from './where.ts'

const officer = () => apiAs('compliance-officer')
let page: Page

test.beforeAll(async ({ browser }) => {
  page = await seat(browser, account('compliance-officer'))
})

test.afterAll(async () => page.context().close())

test('the policy that past requests were judged by finds each of them as it was frozen', async () => {
  const [policy, requests] = await Promise.all([officer().governance.getPolicy.query({}), officer().governance.listRequests.query({ limit: 100 })])
  const { items } = await officer().governance.replayPolicy.query({ document: policy.document })
  expect(items.map((item) => item.request)).toEqual(requests.items.map((request) => request.id))
  const judged = requests.items.filter((request) => request.policyRevision === policy.revision).map((request) => request.id)
  expect(judged.length).toBeGreaterThan(0)
  expect(items.filter((item) => judged.includes(item.request)).flatMap((item) => item.changed)).toEqual([])
})

test('a draft shows which past requests would have ended otherwise, and why, before it is published', async () => {
  const { document, revision } = await officer().governance.getPolicy.query({})
  await page.goto(`${baseUrl()}/policies`)
  await page.getByRole('button', { name: 'Write a new revision' }).click()
  const replay = page.getByRole('region', { name: 'Replay' })
  await expect(replay.getByRole('status')).toContainText('None would have ended otherwise')
  await page.getByLabel('ROC AUC above').fill('0.999')
  const gates = document.gates.map((gate) => (gate.kind === 'performance' ? { ...gate, lowerBoundAbove: { ...gate.lowerBoundAbove, rocAuc: 0.999 } } : gate))
  const { items } = await officer().governance.replayPolicy.query({ document: { ...document, gates } })
  const changed = items.filter((item) => item.changed.length > 0)
  const blocked = items.filter((item) => !item.before.blocked && item.after.blocked)
  expect(blocked.length).toBeGreaterThan(0)
  const table = replay.getByRole('table', { name: `Requests that revision ${revision + 1} would have judged otherwise` })
  await expect(table.getByRole('row')).toHaveCount(changed.length + 1)
  const first = table.getByRole('row').filter({ has: page.locator(`a[href="/requests/${blocked[0]?.request}"]`) })
  await expect(first).toContainText('Performance fails, it passed before')
  await expect(first).toContainText('Blocked')
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  expect((await officer().governance.getPolicy.query({})).revision).toBe(revision)
})

test('a draft that is no policy is not replayed, and says so', async () => {
  await page.getByLabel('ROC AUC above').fill('7')
  await expect(page.getByRole('region', { name: 'Replay' }).getByRole('status')).toContainText('This draft cannot be replayed')
})
