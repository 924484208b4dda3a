import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import type { Role } from '#server/contracts/roles.ts'
import { consoleRoutes, demoIds, hasSample, pathOf, samples } from './pages.ts'
import { account, seat } from './people.ts'
import { baseUrl } from './where.ts'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** All that the dark theme can change: the document is the same, its colours are not. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']
const WIDE = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }

const seats = new Map<Role, Page>()
let ids: Awaited<ReturnType<typeof demoIds>>

/** What axe objects to, as lines a person can act on. */
async function violations(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.analyze()
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.target.join(' ')}`))
}

/** What sticks out of the page to the right, where it scrolls sideways. */
const sideways = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= width) return []
    const out = [...document.querySelectorAll('body *')].filter((element) => element.getBoundingClientRect().right > width + 0.5)
    return [`${document.documentElement.scrollWidth} px wide`, ...out.slice(0, 5).map((element) => element.outerHTML.slice(0, 120))]
  })

/** Keeps what the browser complains about while a page is looked at. */
function complaints(page: Page): string[] {
  const kept: string[] = []
  page.on('console', (message) => void (['error', 'warning'].includes(message.type()) && kept.push(message.text().slice(0, 500))))
  page.on('pageerror', (error) => void kept.push(error.message.slice(0, 500)))
  return kept
}

test.beforeAll(async ({ browser }) => {
  ids = await demoIds()
  const roles = new Set<Role>(samples().map(({ sample }) => sample.as ?? 'compliance-officer'))
  for (const role of roles) seats.set(role, await seat(browser, account(role)))
})

test.afterAll(async () => {
  for (const page of seats.values()) await page.context().close()
})

test('every route of the console is looked at below', () => {
  expect(consoleRoutes().filter((route) => !hasSample(route))).toEqual([])
})

for (const { route, sample } of samples()) {
  test(`${route}${sample.what ? ` (${sample.what})` : ''}: no violation in light and dark, fits a phone, a quiet browser`, async () => {
    const page = seats.get(sample.as ?? 'compliance-officer') as Page
    const said = complaints(page)
    await page.setViewportSize(WIDE)
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    await page.goto(`${baseUrl()}${pathOf(sample, ids)}`, { waitUntil: 'networkidle' })
    await expect(page.getByRole('main')).toBeVisible()
    await expect(page).toHaveTitle(/.+ · Countersign$/)
    expect.soft(await violations(new AxeBuilder({ page }).withTags(TAGS))).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
    expect.soft(await violations(new AxeBuilder({ page }).withRules(COLOUR_RULES))).toEqual([])
    await page.setViewportSize(PHONE)
    expect.soft(await sideways(page)).toEqual([])
    const expected = route === '/[...missing]' ? /status of 404/ : /^$/
    expect.soft(said.filter((text) => !expected.test(text))).toEqual([])
  })
}
