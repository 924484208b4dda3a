import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestDatabase } from '#testing/database.ts'
import type { TestDatabase } from '#testing/database.ts'
import { makePerson } from '#testing/people.ts'
import { bringEvidence, readyVersion } from '#testing/registry.ts'
import type { ReadyVersion } from '#testing/registry.ts'
import { getCard } from './get-card.ts'
import { html } from './html.ts'
import { readCard } from './read-card.ts'
import { renderCard } from './render-card.ts'

let database: TestDatabase
let subject: ReadyVersion

beforeAll(async () => {
  database = await openTestDatabase()
  const author = await makePerson(database.runtime, 'ml-engineer', 'lending')
  subject = await readyVersion(database.runtime, author)
  await bringEvidence(database.runtime, author, subject)
})
afterAll(() => database.close())

it('escapes what it is given, once, and leaves its own markup alone', () => {
  expect(html`<p>${'<b> & "x"'}</p>${[html`<i>${"o'"}</i>`]}${null}${0}`.text).toBe('<p>&lt;b&gt; &amp; &quot;x&quot;</p><i>o&#39;</i>0')
})

it('shows hostile text of people and files as text', async () => {
  const card = await readCard(database.runtime.db, subject, new Date())
  const hostile = '<script>alert(1)</script>"\'&'
  const page = renderCard({
    ...card,
    model: { ...card.model, name: hostile, description: hostile },
    version: { ...card.version, features: [hostile], operators: [hostile], sourceRun: hostile },
    narrative: { intendedUse: hostile },
  })
  expect(page).not.toContain('<script')
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
})

it('carries digest, measured performance, groups and every gate', async () => {
  const page = renderCard(await readCard(database.runtime.db, subject, new Date()))
  expect(page).toContain(subject.servingDigest)
  expect(page).toContain('0.77 to 0.83')
  expect(page).toContain('female')
  expect(page).toContain('fairness-sex')
  expect(page).toContain('A clerk confirms every refusal.')
})

it.each([
  ['text/html,application/xhtml+xml,*/*;q=0.8', true],
  ['application/json, text/html;q=0.5', false],
  ['text/html;q=0, */*', false],
  ['*/*', false],
])('is a page for who accepts %s: %s', async (accept, page) => {
  const card = await readCard(database.runtime.db, subject, new Date())
  expect(getCard.rest?.render?.(card, accept) != null).toBe(page)
})
