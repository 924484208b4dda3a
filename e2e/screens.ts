import { mkdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import type { Page } from '@playwright/test'
import startInstance from './instance.ts'
import { demoIds } from './pages.ts'
import { account, apiAs, keepStill, signInAs } from './people.ts'
import { baseUrl } from './where.ts'

const OUT = join(import.meta.dirname, '..', 'docs', 'screens')
const WIDTH = 1440
const MOST_HEIGHT = 1280

/** The pages that the documents show, by the name of their picture. */
async function addresses(): Promise<Record<string, string>> {
  const { prediction, request } = await demoIds()
  const { items } = await apiAs('compliance-officer').ledger.listAuditEvents.query({ operation: 'decide', order: 'newest', limit: 1 })
  return {
    overview: '/',
    version: '/models/credit-default/versions/3',
    request: `/requests/${request.open}`,
    prediction: `/predictions/${prediction}`,
    audit: `/audit?operation=decide&event=${items[0]?.id}`,
    costs: '/costs',
  }
}

/** One picture of the whole page, cut where it becomes long. */
async function take(page: Page, path: string, file: string): Promise<void> {
  await page.setViewportSize({ width: WIDTH, height: 900 })
  await page.goto(`${baseUrl()}${path}`, { waitUntil: 'networkidle' })
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  await page.setViewportSize({ width: WIDTH, height: Math.min(MOST_HEIGHT, Math.max(900, height)) })
  await page.screenshot({ path: file, animations: 'disabled' })
  process.stdout.write(`${file} ${Math.round(statSync(file).size / 1000)} kB\n`)
}

/** Makes the pictures in docs/screens anew, from an instance with the demo. */
async function main(): Promise<void> {
  const stop = await startInstance()
  const executablePath = process.env.CHROMIUM_PATH
  const browser = await chromium.launch({ ...(executablePath === undefined ? {} : { executablePath }), args: ['--no-sandbox', '--disable-dev-shm-usage'] })
  try {
    rmSync(OUT, { recursive: true, force: true })
    mkdirSync(OUT, { recursive: true })
    const pages = await addresses()
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser.newContext({ colorScheme, reducedMotion: 'reduce', locale: 'en-GB', timezoneId: 'UTC' })
      const page = await context.newPage()
      await keepStill(page)
      await signInAs(page, account('compliance-officer'))
      for (const [name, path] of Object.entries(pages)) await take(page, path, join(OUT, `${name}-${colorScheme}.png`))
      await context.close()
    }
  } finally {
    await browser.close()
    await stop()
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
    process.exit(1)
  },
)
