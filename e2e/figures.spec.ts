import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import type { EvidenceView } from '#server/contracts/evidence.ts'
import type { Gate } from '#server/contracts/governance.ts'
import type { StandingView } from '#server/contracts/standing.ts'
import { account, apiAs, keepStill, seat } from './people.ts'
import { baseUrl } from './where.ts'

/** No figure without its evidence: what the main pages say of measurements leads to the row that holds the numbers. */

const officer = () => apiAs('compliance-officer')

interface Figure {
  readonly page: string
  readonly evidence: string
  /** The cell, row of gates, line or sentence that the link stands in. */
  readonly text: string
}

let page: Page
let standings: StandingView[]
const figures: Figure[] = []

test.describe.configure({ mode: 'serial' })

test.beforeAll(async ({ browser }) => {
  page = await seat(browser, account('compliance-officer'))
  await keepStill(page)
  standings = (await officer().serving.listStandings.query({ limit: 200 })).items
})

test.afterAll(async () => page.context().close())

/** Opens a page and keeps every link to evidence on it; resolves to the ids. */
async function readFigures(path: string): Promise<string[]> {
  await page.goto(`${baseUrl()}${path}`, { waitUntil: 'networkidle' })
  const found = await page
    .getByRole('main')
    .locator('a[href^="/evidence/"]')
    .evaluateAll((links) =>
      links.map((link) => {
        const cell = link.closest('td')
        const isOneOfMany = cell !== null && !cell.closest('table')?.caption?.textContent?.startsWith('Gates of')
        return { evidence: link.getAttribute('href')?.split('/').at(-1) ?? '', text: (isOneOfMany ? cell : link.closest('tr, li, dd, p'))?.textContent ?? '' }
      }),
    )
  figures.push(...found.map((figure) => ({ page: path, ...figure })))
  return found.map((figure) => figure.evidence)
}

const evidenceOf = (gates: readonly Gate[]): string[] => gates.flatMap(({ evidenceId }) => evidenceId ?? [])
const productionOf = ({ production }: StandingView): string[] => [production?.drift, production?.performance].flatMap((part) => part?.evidenceId ?? [])

test('each figure of the overview leads to its evidence', async () => {
  const found = await readFigures('/')
  const live = standings.filter((row) => row.live)
  expect(live.length).toBeGreaterThanOrEqual(5)
  const drifts = live.flatMap((row) => row.production?.drift?.evidenceId ?? [])
  const worse = live.filter((row) => row.production?.performance?.reading === 'worse').flatMap((row) => row.production?.performance?.evidenceId ?? [])
  const bad = live.flatMap((row) => evidenceOf(row.gates.filter((gate) => gate.state === 'fail')))
  expect(drifts.length).toBeGreaterThanOrEqual(3)
  expect(worse.length).toBeGreaterThanOrEqual(1)
  expect(found).toEqual(expect.arrayContaining([...drifts, ...worse, ...bad]))
})

test('each figure of a model leads to its evidence', async () => {
  test.setTimeout(180_000)
  for (const row of standings) {
    const found = await readFigures(`/models/${row.model}`)
    const [failing] = evidenceOf(row.gates.filter((gate) => gate.state === 'fail'))
    expect.soft(found, row.model).toEqual(expect.arrayContaining([...productionOf(row), ...(failing ? [failing] : [])]))
  }
})

test('each gate of a version leads to its evidence, and the count of gates leads to them', async () => {
  test.setTimeout(300_000)
  for (const row of standings) {
    const { items } = await officer().registry.listVersions.query({ model: row.model, limit: 100 })
    for (const { version, status } of items) {
      const gates = await officer().governance.listGates.query({ model: row.model, version })
      const found = await readFigures(`/models/${row.model}/versions/${version}`)
      const live = row.live?.version === version ? productionOf(row) : []
      expect.soft(found, `${row.model} v${version}`).toEqual(expect.arrayContaining([...live, ...(status === 'ready' ? evidenceOf(gates.items) : [])]))
    }
  }
  await page.goto(baseUrl(), { waitUntil: 'networkidle' })
  const held = /^\d+ of \d+$/
  const counts = page.getByRole('table', { name: 'Live models', exact: true }).getByRole('link', { name: held })
  expect(await counts.count()).toBe(standings.filter((row) => row.live).length)
  await counts.first().click()
  await expect(page).toHaveURL(/\/models\/[^/]+\/versions\/\d+$/)
  await expect(page.getByRole('table', { name: /^Gates of/ })).toBeVisible()
})

/** Every number in a result or policy, without its sign. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [Math.abs(value)]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : []
}

/** What sentences are made of: measures and rates, without the points of curves, among which any number would be found. */
function measuresOf({ kind, result }: EvidenceView): number[] {
  if (kind === 'performance') return numbersIn([result.metrics, result.majorityShare, (result.estimated as { metrics?: unknown } | undefined)?.metrics])
  if (kind !== 'fairness') return numbersIn(result)
  const attributes = result.attributes as { metrics: unknown; groups: { selectionRate: unknown }[] }[]
  return numbersIn(attributes.map(({ metrics, groups }) => [metrics, groups.map((group) => group.selectionRate)]))
}

/** Numbers with a fraction, as sentences and cells write them. */
const fractionsIn = (text: string): string[] => [...text.matchAll(/\d+\.\d+/g)].map(([number]) => number)

/** Whether one of the numbers is written like this: to three decimals at least, without zeros at the end. */
function isAmong(written: string, numbers: readonly number[]): boolean {
  const digits = Math.max(3, written.split('.')[1]?.length ?? 0)
  return numbers.some((number) => Math.abs(number - Number(written)) <= 0.5 * 10 ** -digits + 1e-12)
}

const DRIFTED = /(\d+ of \d+) (?:inputs and scores )?drifted/

/** Features and scores of drift evidence that drifted, of those that could be judged. */
function driftCount({ result }: EvidenceView): string {
  const { features, outputs } = result as { features: { verdict: string }[]; outputs?: { features: { verdict: string }[] } }
  const judged = [...features, ...(outputs?.features ?? [])]
  const known = judged.filter(({ verdict }) => verdict !== 'not-enough-data')
  return `${known.filter(({ verdict }) => verdict === 'drift').length} of ${known.length}`
}

test('every link is followed to evidence that holds the numbers which were shown', async () => {
  test.setTimeout(600_000)
  // A sentence names the limit of its gate beside what was measured.
  const limits = numbersIn((await officer().governance.getPolicy.query({})).document.gates)
  const byEvidence = Map.groupBy(figures, (figure) => figure.evidence)
  expect(byEvidence.size).toBeGreaterThan(40)
  let numbers = 0
  for (const [id, shown] of byEvidence) {
    const answer = await page.goto(`${baseUrl()}/evidence/${id}`, { waitUntil: 'domcontentloaded' })
    expect.soft(answer?.status(), id).toBe(200)
    const evidence = await officer().governance.getEvidence.query({ evidence: id })
    await expect
      .soft(
        page
          .getByRole('main')
          .getByRole('link', { name: `${evidence.subject.model} v${evidence.subject.version}`, exact: true })
          .first(),
      )
      .toBeVisible()
    const held = [...measuresOf(evidence), ...limits]
    for (const figure of shown) {
      // A line about production may tell of drift and performance, each with its own link.
      const among = DRIFTED.test(figure.text) && evidence.kind === 'drift' ? [] : fractionsIn(figure.text)
      const unknown = among.filter((number) => !isAmong(number, held))
      expect.soft(unknown, `${figure.page}: ${figure.text}`).toEqual([])
      numbers += among.length
      const drifted = DRIFTED.exec(figure.text)?.[1]
      if (drifted && evidence.kind === 'drift') expect.soft(drifted).toBe(driftCount(evidence))
    }
  }
  expect(numbers).toBeGreaterThan(100)
})
