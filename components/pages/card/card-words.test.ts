import { expect, it } from 'vitest'
import { blocksOf, cardAnswer, changedSections, lastWritten, type Card, type Revision } from './card-words.ts'

const revision = (number: number, narrative: Revision['narrative']): Revision => ({
  revision: number,
  narrative,
  writtenBy: { kind: 'user', id: 'a', name: `writer ${number}` },
  writtenAt: '2026-11-25T10:00:00Z',
})
const revisions = [
  revision(3, { intendedUse: 'b', limitations: 'x' }),
  revision(2, { intendedUse: 'b', limitations: 'w' }),
  revision(1, { intendedUse: 'a', limitations: 'w' }),
]

it('names who wrote the words that stand, not who wrote last', () => {
  expect(lastWritten(revisions, 'intendedUse')?.revision).toBe(2)
  expect(lastWritten(revisions, 'limitations')?.revision).toBe(3)
  expect(lastWritten(revisions.slice(1), 'limitations')?.revision).toBe(1)
  expect(lastWritten(revisions, 'humanOversight')).toBeUndefined()
})

it('says what a revision changed', () => {
  expect(changedSections(revisions[0] ?? revision(0, {}), revisions[1])).toEqual(['limitations'])
  expect(changedSections(revisions[2] ?? revision(0, {}), undefined)).toEqual(['intendedUse', 'limitations'])
})

it('reads prose as paragraphs and lists', () => {
  expect(blocksOf('One.\nTwo.\n\n- a\n- b\n\nThree.')).toEqual([
    { kind: 'text', lines: ['One.'] },
    { kind: 'text', lines: ['Two.'] },
    { kind: 'list', lines: ['a', 'b'] },
    { kind: 'text', lines: ['Three.'] },
  ])
  expect(blocksOf('-5 degrees')).toEqual([{ kind: 'text', lines: ['-5 degrees'] }])
})

it('never calls an unwritten or an older card complete and current', () => {
  const card = (part: Partial<Card>) => ({ complete: false, missing: [], stale: [], revision: 1, ...part }) as unknown as Card
  expect(cardAnswer(card({ revision: null }))).toBe('Nothing of the card is written yet.')
  expect(cardAnswer(card({ missing: ['limitations', 'humanOversight'] }))).toMatch(/^Three of five/)
  expect(cardAnswer(card({ complete: true, stale: [{ section: 'limitations', reason: '', evidenceId: '' }] }))).toContain('one is older')
})
