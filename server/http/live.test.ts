import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabase } from '#server/db/client.ts'
import type { Db } from '#server/db/client.ts'
import { identityOperations, systemActor } from '#server/domain/identity/index.ts'
import { runOperation } from '#server/domain/kit/index.ts'
import { loadLogSigner, sequenceOnce } from '#server/domain/ledger/index.ts'
import { openTestDatabase } from '#testing/database.ts'
import type { TestDatabase } from '#testing/database.ts'
import { closeLive, endLive, liveStream } from './live.ts'

let database: TestDatabase
let sequencer: Db

beforeAll(async () => {
  database = await openTestDatabase()
  sequencer = openDatabase(database.urls.sequencer, { max: 1 })
})
afterAll(async () => {
  await closeLive()
  await sequencer.$client.end()
  await database.close()
})

async function readUntil(reader: ReadableStreamDefaultReader<Uint8Array>, wanted: number): Promise<number> {
  let told = 0
  while (told < wanted) {
    const { done, value } = await reader.read()
    if (done) break
    told += new TextDecoder().decode(value).split('event: changed').length - 1
  }
  return told
}

it('tells every open page that the log has grown, and ends with the process', async () => {
  const { runtime, urls, home } = database
  const readers = [1, 2].map(() => liveStream(urls.app, async () => true).getReader())
  // One at the beginning, one when listening begins.
  for (const reader of readers) expect(await readUntil(reader, 2)).toBe(2)
  await runOperation(runtime, identityOperations.createService, { actor: systemActor('test') }, { name: 'nightly', role: 'viewer' })
  expect(await sequenceOnce(sequencer, await loadLogSigner(home))).toBeGreaterThan(0)
  for (const reader of readers) expect(await readUntil(reader, 1)).toBe(1)
  await readers[0].cancel()
  await closeLive()
  expect(await readUntil(readers[1], 1)).toBe(0)
})

it('ends a stream that nobody reads, instead of holding what it would be told', async () => {
  const reader = liveStream(database.urls.app, async () => true).getReader()
  for (let i = 0; i < 500; i++) for (const subscriber of globalThis.countersignHub?.subscribers ?? []) subscriber.tell('event: changed\ndata: {}\n\n')
  expect(globalThis.countersignHub?.subscribers.size).toBe(0)
  expect(await readUntil(reader, 500)).toBeLessThan(150)
})

it('begins none when the process is to end', async () => {
  const open = liveStream(database.urls.app, async () => true).getReader()
  await endLive()
  expect(await readUntil(open, 1000)).toBeLessThan(10)
  const late = liveStream(database.urls.app, async () => true).getReader()
  expect(await late.read()).toMatchObject({ done: true })
  expect(globalThis.countersignHub).toBeUndefined()
})
