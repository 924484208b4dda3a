import { describe, expect, it } from 'vitest'
import type { ChildEnd } from '#workers/runtime/run-child.ts'
import { measureBatch } from './measure-batch.ts'
import type { WindowMeasured } from './window-plan.ts'

const summary = { measuredRows: 1, labelledRows: 0, coverage: 0, maturity: null, matureAt: null, notMeasured: [] }
const measured = (id: string): WindowMeasured => ({ id, evidence: [], summary, problem: null })
const windowsOf = (ids: string) => [...ids].map((id) => ({ id }))
const CRASH: ChildEnd = { end: 'crash', detail: 'SIGABRT' }

interface Case {
  /** Windows that end the process that measures them. */
  bad?: string
  /** How; an end over the reference comes before any window. */
  end?: ChildEnd
  overReference?: boolean
  /** Windows whose end cannot be recorded. */
  unrecorded?: string
}

/** Measures a batch; resolves to how windows ended, what processes were given, and errors. */
async function measure(ids: string, { bad = '', end = CRASH, overReference = false, unrecorded = '' }: Case = {}) {
  const ended: string[] = []
  const processes: string[] = []
  const errors = await measureBatch(windowsOf(ids), {
    run: async (windows, say) => {
      processes.push(windows.map(({ id }) => id).join(''))
      if (overReference) return end
      say({ ready: true })
      for (const { id } of windows) {
        if (bad.includes(id)) return end
        say({ measured: measured(id) })
      }
      return { end: 'answer', answer: { done: true } }
    },
    end: async ({ id }, { problem }) => {
      if (unrecorded.includes(id)) throw new Error(`no ${id}`)
      ended.push(problem ? `${id} ${problem.code}` : id)
    },
    problemOf: (fault, at) => ({ code: `${fault.end} of ${at}`, title: '', detail: '', fix: '' }),
    signal: new AbortController().signal,
  })
  return { ended, processes, errors }
}

describe('a batch of windows', () => {
  it('ends with every window measured', async () => {
    expect(await measure('abc')).toEqual({ ended: ['a', 'b', 'c'], processes: ['abc'], errors: [] })
    expect(await measure('')).toEqual({ ended: [], processes: [], errors: [] })
  })

  it('blames none while some were measured, and leaves the others to the next batch', async () => {
    expect(await measure('abc', { bad: 'b' })).toEqual({ ended: ['a'], processes: ['abc'], errors: [] })
  })

  it.each<ChildEnd>([CRASH, { end: 'timeout' }, { end: 'memory' }])('blames the first only when it ends a process of its own too: $end', async (end) => {
    expect(await measure('bcd', { bad: 'b', end })).toEqual({ ended: [`b ${end.end} of window`], processes: ['bcd', 'b'], errors: [] })
    expect(await measure('b', { bad: 'b', end })).toMatchObject({ ended: [`b ${end.end} of window`], processes: ['b'] })
  })

  it('lets every other window of a backlog be measured', async () => {
    let backlog = 'abcdef'
    const all: string[] = []
    for (let batches = 0; backlog !== '' && batches < 10; batches++) {
      const { ended } = await measure(backlog, { bad: 'be' })
      all.push(...ended)
      backlog = backlog.slice(ended.length)
    }
    expect(all).toEqual(['a', 'b crash of window', 'c', 'd', 'e crash of window', 'f'])
  })

  it('blames all where the reference takes too much, and none where the process crashes over it', async () => {
    const code = 'memory of reference'
    expect(await measure('ab', { overReference: true, end: { end: 'memory' } })).toMatchObject({ ended: [`a ${code}`, `b ${code}`], processes: ['ab', 'a'] })
    await expect(measure('ab', { overReference: true })).rejects.toThrow('SIGABRT')
  })

  it('records the others where one cannot be recorded, and tells of it', async () => {
    const { ended, processes, errors } = await measure('abc', { unrecorded: 'b' })
    expect([ended, processes, errors.map(String)]).toEqual([['a', 'c'], ['abc'], ['Error: no b']])
  })
})
