import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { descendantsOf, runs } from '#testing/processes.ts'
import { KeptProcess, nextDelay } from './kept-process.ts'

const said: string[] = []
const kept: KeptProcess[] = []
afterEach(async () => {
  await Promise.all(kept.splice(0).map((process) => process.stop(500)))
  said.length = 0
})

function keep(program: string): KeptProcess {
  const made = new KeptProcess({ name: 'sample', command: process.execPath, args: ['-e', program], env: process.env }, (line) => said.push(line))
  kept.push(made)
  made.start()
  return made
}
const saying = (text: string, times = 1) =>
  expect.poll(() => said.filter((line) => line.includes(text)).length, { timeout: 20_000 }).toBeGreaterThanOrEqual(times)

describe('nextDelay', () => {
  it('doubles up to ten seconds, and begins anew after a steady run', () => {
    const delays: number[] = []
    for (let delay = 250, i = 0; i < 8; i++) {
      const next = nextDelay(delay, 100)
      delays.push(next.now)
      delay = next.then
    }
    expect(delays).toEqual([250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000])
    expect(nextDelay(8000, 31_000)).toEqual({ now: 250, then: 500 })
  })
})

describe('a kept process', () => {
  it('starts again after it ended, later each time, and its lines carry its name', async () => {
    keep('console.log("hello"); process.exit(3)')
    await saying('[sample] hello', 3)
    expect(said.filter((line) => line.includes('starts again')).slice(0, 2)).toEqual([
      '[sample] ended (exit code 3); starts again in 250 ms',
      '[sample] ended (exit code 3); starts again in 500 ms',
    ])
  }, 40_000)

  it('starts again after kill -9, and what it had started is gone', async () => {
    const process_ = keep(
      'require("child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" }); setTimeout(() => console.log("up"), 300); setInterval(() => {}, 1000)',
    )
    await saying('up')
    const first = process_.pid ?? 0
    const [grandchild] = descendantsOf(first)
    expect(runs(grandchild.pid)).toBe(true)
    process.kill(first, 'SIGKILL')
    await saying('ended (SIGKILL)')
    await expect.poll(() => runs(grandchild.pid), { timeout: 15_000 }).toBe(false)
    await saying('up', 2)
    expect(process_.pid).not.toBe(first)
  }, 40_000)

  it('that cannot be started is tried again, not thrown', async () => {
    const missing = new KeptProcess({ name: 'missing', command: '/nowhere/at/all', args: [], env: process.env }, (line) => said.push(line))
    kept.push(missing)
    missing.start()
    await saying('[missing] ended (spawn /nowhere/at/all ENOENT)', 2)
    expect(missing.pid).toBeNull()
  }, 40_000)

  it('is asked to end before it is killed, and is not started again', async () => {
    const mark = join(mkdtempSync(join(tmpdir(), 'countersign-kept-')), 'mark')
    const process_ = keep(
      `process.on("SIGTERM", () => { require("fs").writeFileSync(${JSON.stringify(mark)}, "ended well"); process.exit(0) }); console.log("up"); setInterval(() => {}, 1000)`,
    )
    await saying('up')
    const pid = process_.pid ?? 0
    await process_.stop(10_000)
    expect(readFileSync(mark, 'utf8')).toBe('ended well')
    expect(runs(pid)).toBe(false)
    await new Promise((wake) => setTimeout(wake, 600))
    expect(process_.pid).toBeNull()
    expect(said.join('\n')).not.toContain('starts again')
  }, 40_000)

  it('that does not listen is killed in time, with its group', async () => {
    const process_ = keep(
      'process.on("SIGTERM", () => {}); require("child_process").spawn(process.execPath, ["-e", "process.on(\'SIGTERM\', () => {}); setInterval(() => {}, 1000)"], { stdio: "ignore" }); setTimeout(() => console.log("up"), 300); setInterval(() => {}, 1000)',
    )
    await saying('up')
    const pids = [process_.pid ?? 0, ...descendantsOf(process_.pid ?? 0).map((row) => row.pid)]
    expect(pids).toHaveLength(2)
    await process_.stop(300)
    expect(said.join('\n')).toContain('did not end within 300 ms and is killed')
    await expect.poll(() => pids.filter(runs), { timeout: 15_000 }).toEqual([])
  }, 40_000)
})
