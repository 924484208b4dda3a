import { describe, expect, it } from 'vitest'
import { changeWords, outcomeUnder, replayAnswer } from './replay-words.ts'
import type { Replayed } from './replay-words.ts'

const item = (before: boolean, after: boolean, missing: string | null = null, changed: Replayed['changed'] = []): Replayed => ({
  request: '0198c0de-0000-7000-8000-000000000000',
  model: 'credit',
  version: '1',
  state: 'approved',
  openedAt: '2026-11-01T00:00:00Z',
  before: { blocked: before },
  after: { blocked: after, missing },
  changed,
})
const stands = (state: 'pass' | 'fail' | 'inconclusive', blocks: boolean) => ({ state, blocks, detail: '' })
const gate = (before: Replayed['changed'][number]['before'], after: Replayed['changed'][number]['after']) => ({
  name: 'fairness-sex',
  kind: 'fairness' as const,
  before,
  after,
})

describe('the replay in words', () => {
  it('counts what would have ended otherwise apart from what changes in a gate only', () => {
    const changed = [gate(stands('fail', true), stands('inconclusive', true))]
    expect(replayAnswer([])).toEqual({ bold: 'There is no past request', rest: ' to replay it over.' })
    expect(replayAnswer([item(false, false)])).toEqual({ bold: 'None would have ended otherwise', rest: '. One is unchanged.' })
    const { bold, rest } = replayAnswer([item(false, true), item(false, false, 'one more approval'), item(true, true, null, changed), item(true, true)])
    expect(bold).toBe('Two would have ended otherwise')
    expect(rest).toBe('. In 1 other a gate changes and the end does not. One is unchanged.')
  })

  it('says what would have become of a request', () => {
    expect(outcomeUnder(item(false, true)).words).toBe('Blocked')
    expect(outcomeUnder(item(true, true)).words).toBe('Still blocked')
    expect(outcomeUnder(item(true, false)).words).toBe('No longer blocked')
    expect(outcomeUnder(item(false, false)).words).toBe('Still not blocked')
    expect(outcomeUnder(item(false, false, 'one more approval')).words).toBe('Lacks one more approval')
  })

  it('says how a gate changes', () => {
    expect(changeWords(gate(stands('pass', false), stands('fail', true)))).toBe('Fairness: sex fails, it passed before')
    expect(changeWords(gate(null, stands('inconclusive', false)))).toBe('Fairness: sex is inconclusive, it was not judged before')
    expect(changeWords(gate(stands('fail', true), null))).toBe('Fairness: sex is not judged any more, it failed before')
    expect(changeWords(gate(stands('inconclusive', false), stands('inconclusive', true)))).toBe('Fairness: sex is inconclusive as before, and blocks now')
  })
})
