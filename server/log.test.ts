import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'

const PROGRAM = `
import { log } from '${new URL('log.ts', import.meta.url).href}'
process.once('message', () => {
  log.info('nobody reads this')
  log.fatal({ err: new Error('nor this') }, 'the last line')
  process.exit(1)
})
process.send('ready')
`

test('a process whose lines nobody reads any more still ends', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', PROGRAM], { stdio: ['ignore', 'pipe', 'ignore', 'ipc'] })
  await once(child, 'message')
  child.stdout?.destroy()
  await sleep(50)
  const end = once(child, 'exit')
  child.send('go')
  const ended = await Promise.race([end, sleep(10_000).then(() => null)])
  if (ended === null) child.kill('SIGKILL')
  expect(ended).toEqual([1, null])
})
