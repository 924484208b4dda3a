import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import type { Role } from '#server/contracts/roles.ts'
import { consoleRoutes, demoIds, hasSample, pathOf, samples } from './pages.ts'
import { account, keepStill, seat } from './people.ts'
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
  for (const role of roles) {
    const page = await seat(browser, account(role))
    await keepStill(page)
    seats.set(role, page)
  }
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
    await expect.soft.poll(() => sideways(page), { timeout: 3000 }).toEqual([])
    const expected = route === '/[...missing]' ? /status of 404/ : /^$/
    expect.soft(said.filter((text) => !expected.test(text))).toEqual([])
  })
}

test.describe('by keyboard', () => {
  const page = (): Page => seats.get('compliance-officer') as Page

  test.beforeEach(async () => {
    await page().setViewportSize(WIDE)
    await page().emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  })

  test('the first Tab skips to the content', async () => {
    await page().goto(`${baseUrl()}/models`, { waitUntil: 'networkidle' })
    await page().keyboard.press('Tab')
    await expect(page().getByRole('link', { name: 'Skip to content' })).toBeFocused()
    await page().keyboard.press('Enter')
    await expect(page()).toHaveURL(/#main$/)
    await page().keyboard.press('Tab')
    expect(await page().evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true)
  })

  test('the palette finds a model and opens it', async () => {
    await page().goto(`${baseUrl()}/audit`, { waitUntil: 'networkidle' })
    await page().keyboard.press('Control+k')
    const palette = page().getByRole('dialog', { name: 'Search or run a command' })
    await expect(palette.getByRole('combobox')).toBeFocused()
    await page().keyboard.type('area-inc')
    await expect(palette.getByRole('option', { name: /area-income/ }).first()).toBeVisible()
    await page().keyboard.press('Enter')
    await expect(page()).toHaveURL(/\/(models|requests)\//)
    await page().keyboard.press('Control+k')
    await expect(palette).toBeVisible()
    await page().keyboard.press('Escape')
    await expect(palette).toHaveCount(0)
  })

  test('g and a letter go to pages, ? tells the keys, and they can be switched off', async () => {
    await page().goto(baseUrl(), { waitUntil: 'networkidle' })
    await page().keyboard.press('g')
    await page().keyboard.press('m')
    await expect(page()).toHaveURL(`${baseUrl()}/models`)
    await page().keyboard.press('?')
    const sheet = page().getByRole('dialog', { name: 'Keys' })
    await expect(sheet).toContainText('Next row')
    await sheet.getByRole('switch', { name: 'Single keys' }).click()
    await page().keyboard.press('Escape')
    await page().keyboard.press('g')
    await page().keyboard.press('a')
    await expect(page()).toHaveURL(`${baseUrl()}/models`)
    await page().evaluate(() => window.localStorage.removeItem('countersign-single-keys'))
  })

  test('j and k walk the rows of a table, Enter opens one', async () => {
    await page().goto(`${baseUrl()}/models`, { waitUntil: 'networkidle' })
    const focused = () => page().evaluate(() => document.activeElement?.closest('tr')?.textContent ?? null)
    await page().keyboard.press('j')
    const first = await focused()
    await page().keyboard.press('j')
    expect(await focused()).not.toBe(first)
    await page().keyboard.press('k')
    expect(await focused()).toBe(first)
    expect(first).not.toBeNull()
    await page().keyboard.press('Enter')
    await expect(page()).toHaveURL(/\/models\/[^/]+/)
  })

  test('a blocked button can be reached, and is described by what blocks it', async () => {
    await page().goto(`${baseUrl()}/models/credit-default/versions/3`, { waitUntil: 'networkidle' })
    const run = page().getByRole('button', { name: 'Run assessment' })
    await run.focus()
    await expect(run).toBeFocused()
    await expect(run).toHaveAccessibleDescription('The role compliance officer may not run assessments')
  })
})
