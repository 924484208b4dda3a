import { describe, expect, it } from 'vitest'
import { mapInThreads } from './thread-pool.ts'

const ECHO = new URL('../../testing/threads/echo-thread.ts', import.meta.url)
const run = (tasks: number[], threads: number, onDone?: (done: number) => void) => mapInThreads<number, string>(ECHO, { shared: 'n', tasks, threads, onDone })

describe('tasks in threads', () => {
  it.each([1, 2, 5])('answer in their order, whoever did them, in %i threads', async (threads) => {
    const tasks = Array.from({ length: 12 }, (_, i) => i)
    const done: number[] = []
    expect(await run(tasks, threads, (count) => done.push(count))).toEqual(tasks.map((i) => `n${i}`))
    expect(done).toEqual(tasks.map((i) => i + 1))
  })

  it('have no result when there is none', async () => {
    expect(await run([], 2)).toEqual([])
  })

  it('fail with the first error, and with a thread that ends', async () => {
    await expect(run([1, 2, 13, 4], 2)).rejects.toThrow('thirteen')
    await expect(run([1, 99], 1)).rejects.toThrow(/ended with exit code 3/)
    await expect(mapInThreads(new URL('./no-such-thread.ts', import.meta.url), { shared: null, tasks: [1], threads: 1 })).rejects.toThrow(/no-such-thread/)
  })
})
