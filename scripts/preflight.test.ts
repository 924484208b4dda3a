import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { readSettings } from '#server/env.ts'
import { freePort } from '#workers/runtime/embedded-postgres.ts'
import { checkHome, checkPorts, sentenceOf } from './preflight.ts'

const folder = mkdtempSync(join(tmpdir(), 'countersign-preflight-'))
const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((closed) => server.close(closed))
})

/** A port of the loopback that something listens on. */
const takenPort = (): Promise<number> =>
  new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      found(typeof address === 'object' && address ? address.port : 0)
    })
    servers.push(server)
  })

describe('ports', () => {
  it.each(['PORT', 'INFERENCE_PORT', 'PG_PORT'] as const)('names %s when something listens there', async (variable) => {
    const ports = { PORT: String(await freePort()), INFERENCE_PORT: String(await freePort()), PG_PORT: String(await freePort()) }
    await expect(checkPorts(readSettings(ports))).resolves.toBeUndefined()
    const taken = await takenPort()
    await expect(checkPorts(readSettings({ ...ports, [variable]: String(taken) }))).rejects.toThrow(`Port ${taken} is in use: set ${variable} to another one.`)
  })

  it('says when the address is not of this machine', async () => {
    const settings = readSettings({ HOST: '192.0.2.1', PORT: String(await freePort()) })
    await expect(checkPorts(settings)).rejects.toThrow(
      /^This machine cannot listen on 192\.0\.2\.1 \(EADDRNOTAVAIL\): set HOST to an address it has, such as 127\.0\.0\.1\.$/,
    )
  })

  it('does not mind the port of PostgreSQL where that is somebody else’s', async () => {
    const settings = readSettings({
      PORT: String(await freePort()),
      INFERENCE_PORT: String(await freePort()),
      PG_PORT: String(await takenPort()),
      DATABASE_URL: 'postgres://a:b@127.0.0.1/c',
    })
    await expect(checkPorts(settings)).resolves.toBeUndefined()
  })
})

describe('the home', () => {
  it('is made where it is missing', () => {
    expect(() => checkHome(join(folder, 'a', 'b'))).not.toThrow()
  })

  it('is refused in one sentence where it cannot be a folder', () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    expect(() => checkHome(join(file, 'home'))).toThrow(
      /^COUNTERSIGN_HOME .*file\/home cannot be used \(ENOTDIR\): set it to a folder that this account may write\.$/,
    )
  })

  // root may write everywhere
  it.skipIf(process.getuid?.() === 0)('is refused where this account may not write', () => {
    const closed = join(folder, 'closed')
    checkHome(closed)
    chmodSync(closed, 0o500)
    expect(() => checkHome(closed)).toThrow(/cannot be used \(EACCES\)/)
    rmSync(closed, { recursive: true })
  })

  it('is refused on a disk that is too full', () => {
    expect(() => checkHome(folder, () => 499)).toThrow(
      `Only 499 MB are free on the disk of ${folder}, and 500 MB are needed: free some, or set COUNTERSIGN_HOME to another disk.`,
    )
    expect(() => checkHome(folder, () => 500)).not.toThrow()
  })
})

describe('a wrong variable', () => {
  it.each([
    [{ PORT: 'abc' }, 'PORT is "abc", but must be a port from 1 to 65535.'],
    [{ PORT: '70000' }, 'PORT is "70000", but must be a port from 1 to 65535.'],
    [{ PORT: '8080' }, 'INFERENCE_PORT is "8080", but must be another port than PORT.'],
    [{ COUNTERSIGN_DEMO: 'yes' }, 'COUNTERSIGN_DEMO is "yes", but must be 0 or 1.'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL is "loud", but must be one of fatal, error, warn, info, debug, trace.'],
    [{ INFERENCE_THREADS: '0' }, 'INFERENCE_THREADS is "0", but must be a whole number of threads from 1 to 256.'],
  ])('%j', (variables, sentence) => expect(() => readSettings(variables)).toThrow(sentence))

  it('is named without what it holds where that may be a password', () => {
    expect(() => readSettings({ DATABASE_URL: 'mysql://me:hunter2@host/db' })).toThrow(
      /^DATABASE_URL is set to something else, but must be a URL such as postgres:/,
    )
  })

  it('has a sentence of its own for each', () => {
    expect(() => readSettings({ PORT: '0', COUNTERSIGN_DEMO: '2' })).toThrow(/^PORT is .* COUNTERSIGN_DEMO is .*\.$/)
  })

  it('that is empty is not set', () => {
    expect(readSettings({ PORT: '', DATABASE_URL: '' })).toMatchObject({ PORT: 3000, INFERENCE_PORT: 8080 })
  })
})

describe('an error', () => {
  const coded = (code: string, more = {}) => Object.assign(new Error('raw'), { code }, more)
  it.each([
    [coded('ENOSPC'), /^The disk is full: /],
    [new Error('query failed', { cause: coded('53100') }), /^The disk is full: /],
    [new Error('outer', { cause: new Error('inner', { cause: coded('ECONNREFUSED') }) }), /DATABASE_URL names does not answer \(ECONNREFUSED\)/],
    [coded('28P01'), /correct the user or password in DATABASE_URL/],
    [coded('EACCES', { path: '/closed' }), /^\/closed may not be used by this account/],
    [new Error('Something plain.'), /^Something plain\.$/],
  ])('%s says what to do', (error, sentence) => expect(sentenceOf(error)).toMatch(sentence))
})
