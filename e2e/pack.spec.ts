import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import type { Browser, Page } from '@playwright/test'
import { unzip } from '../testing/unzip.ts'
import { account, apiAs, seat } from './people.ts'
import { baseUrl } from './where.ts'

let page: Page
let home: string
let folder: string

/** Downloads what a link gives and unpacks it into a folder of its own; answers the folder of the pack. */
async function unpackFrom(link: () => Promise<void>): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), link()])
  const into = mkdtempSync(join(home, 'pack-'))
  for (const [path, bytes] of unzip(readFileSync(await download.path()))) {
    mkdirSync(dirname(join(into, path)), { recursive: true })
    writeFileSync(join(into, path), bytes)
  }
  return join(into, readdirSync(into)[0] ?? '')
}

/** Opens the verifier of a pack from its file, in a browser without network, and lets it check the folder. */
async function verifierOf(browser: Browser, pack: string): Promise<Page> {
  const context = await browser.newContext({ offline: true })
  const verifier = await context.newPage()
  await verifier.goto(pathToFileURL(join(pack, 'verify.html')).href)
  await verifier.getByLabel('The unpacked folder').setInputFiles(pack)
  return verifier
}

test.beforeAll(async ({ browser }) => {
  page = await seat(browser, account('auditor'))
  home = mkdtempSync(join(tmpdir(), 'countersign-packs-'))
})

test.afterAll(async () => {
  await page.context().close()
  rmSync(home, { recursive: true, force: true })
})

test('the pack of a decided request verifies in a browser without network', async ({ browser }) => {
  const { items } = await apiAs('auditor').governance.listRequests.query({ state: 'approved', limit: 1 })
  await page.goto(`${baseUrl()}/requests/${items[0]?.id}`)
  folder = await unpackFrom(() => page.getByRole('link', { name: 'Evidence pack' }).click())
  const verifier = await verifierOf(browser, folder)
  await expect(verifier.getByRole('status')).toHaveText('This pack verifies.')
  await expect(verifier.getByRole('listitem')).toHaveCount(7)
  await expect(verifier.getByText(items[0]?.subjectDigest ?? '')).toBeVisible()
  expect((await new AxeBuilder({ page: verifier }).analyze()).violations).toEqual([])
  await verifier.context().close()
})

test('one flipped byte in any of its files fails and is named', async ({ browser }) => {
  const verifier = await verifierOf(browser, folder)
  for (const name of readdirSync(folder)) {
    const bytes = readFileSync(join(folder, name))
    const flipped = Buffer.from(bytes)
    flipped[Math.floor(bytes.length / 2)] ^= 1
    writeFileSync(join(folder, name), flipped)
    await verifier.getByLabel('The unpacked folder').setInputFiles(folder)
    await expect(verifier.getByRole('status')).toContainText('This pack does not verify')
    await expect(verifier.getByRole('list')).toContainText(name)
    writeFileSync(join(folder, name), bytes)
  }
  await verifier.getByLabel('The unpacked folder').setInputFiles(folder)
  await expect(verifier.getByRole('status')).toHaveText('This pack verifies.')
  await verifier.context().close()
})

test('an event of a request leads to the pack as well', async ({ browser }) => {
  await page.goto(`${baseUrl()}/audit?operation=decide`)
  await page.getByRole('table').getByRole('row').nth(1).getByRole('link').first().click()
  const pack = await unpackFrom(() => page.getByRole('link', { name: 'Evidence pack' }).click())
  const verifier = await verifierOf(browser, pack)
  await expect(verifier.getByRole('status')).toHaveText('This pack verifies.')
  await verifier.context().close()
})
