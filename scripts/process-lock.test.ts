import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runningInstance, takeHome, writeInstance } from './home.ts'
import { lockHolder, takeLock } from './process-lock.mjs'

const LOCK = join(import.meta.dirname, 'process-lock.mjs')
const folder = () => mkdtempSync(join(tmpdir(), 'countersign-lock-'))
const program = (path: string, after: string) => `import { takeLock } from ${JSON.stringify(LOCK)}; const lock = takeLock(${JSON.stringify(path)}); ${after}`

/** Another process that takes the lock and keeps it. */
async function keeper(path: string) {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program(path, 'console.log(lock.holder); setInterval(() => {}, 1000)')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said = await new Promise<string>((heard) => child.stdout.once('data', (text: Buffer) => heard(String(text).trim())))
  const gone = new Promise((ended) => child.once('exit', ended))
  return { pid: child.pid ?? 0, said, kill: () => (child.kill('SIGKILL'), gone) }
}

describe('a lock', { timeout: 60_000 }, () => {
  it('is held by one process, told to the second, and free again after its release', async () => {
    const path = join(folder(), 'deep', 'instance.lock')
    const first = await keeper(path)
    expect(first.said).toBe('null')
    expect(takeLock(path)).toEqual({ holder: first.pid, release: null })
    expect(lockHolder(path)).toBe(first.pid)
    await first.kill()
    const mine = takeLock(path)
    expect(mine.holder).toBeNull()
    expect(lockHolder(path)).toBe(process.pid)
    mine.release?.()
    expect(existsSync(path)).toBe(false)
    expect(lockHolder(path)).toBeNull()
  })

  it('is not taken for held when another process has the number now, or when it is not readable', () => {
    const path = join(folder(), 'instance.lock')
    for (const text of [JSON.stringify({ pid: process.pid, began: 'another boot 1' }), JSON.stringify({ pid: 2 ** 30, began: 'x' }), '{"pid":', '']) {
      writeFileSync(path, text)
      expect(lockHolder(path)).toBeNull()
      takeLock(path).release?.()
      expect(existsSync(path)).toBe(false)
    }
  })

  it('of a process that was killed goes to one of those that want it, and leaves nothing behind', async () => {
    const home = folder()
    const path = join(home, 'instance.lock')
    await (await keeper(path)).kill()
    const rivals = await Promise.all(Array.from({ length: 4 }, () => keeper(path)))
    expect(rivals.filter((rival) => rival.said === 'null')).toHaveLength(1)
    expect(readdirSync(home)).toEqual(['instance.lock'])
    await Promise.all(rivals.map((rival) => rival.kill()))
  })

  it('that was taken over is not released by who had it before', () => {
    const path = join(folder(), 'instance.lock')
    const { release } = takeLock(path)
    writeFileSync(path, '{"pid":1,"began":"x"}')
    release?.()
    expect(readFileSync(path, 'utf8')).toContain('"pid":1')
  })
})

describe('a home', { timeout: 90_000 }, () => {
  it('is refused to a second start in one sentence', async () => {
    const home = folder()
    const first = await keeper(join(home, 'instance.lock'))
    expect(() => takeHome(home)).toThrow(`Countersign already runs on ${home} (process ${first.pid}): stop it, or set COUNTERSIGN_HOME to another folder.`)
    const second = spawnSync(process.execPath, [join(import.meta.dirname, 'supervisor.ts')], {
      encoding: 'utf8',
      timeout: 60_000,
      env: { ...process.env, COUNTERSIGN_HOME: home, COUNTERSIGN_DEMO: '0' },
    })
    expect(second.stderr).toContain(`Countersign already runs on ${home} (process ${first.pid})`)
    expect(second.stderr).not.toContain('    at ')
    expect(second.status).toBe(1)
    await first.kill()
    takeHome(home)()
  })

  it('runs an instance only while the process that wrote so holds it', () => {
    const home = folder()
    writeInstance(home, { pid: process.pid, postgresPort: 5 })
    expect(runningInstance(home)).toBeNull()
    const release = takeHome(home)
    expect(runningInstance(home)).toEqual({ pid: process.pid, postgresPort: 5 })
    writeInstance(home, { pid: process.pid + 1, postgresPort: 5 })
    expect(runningInstance(home)).toBeNull()
    release()
  })
})
