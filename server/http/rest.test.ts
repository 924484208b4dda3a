import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#server/contracts/actor.ts'
import type { Role } from '#server/contracts/roles.ts'
import { actorOfKey, identityOperations, systemActor } from '#server/domain/identity/index.ts'
import { runOperation } from '#server/domain/kit/index.ts'
import { operations } from '#server/domain/operations.ts'
import { openTestDatabase } from '#testing/database.ts'
import type { TestDatabase } from '#testing/database.ts'
import { makePeople } from '#testing/people.ts'
import { openApiDocument } from './openapi.ts'
import { makeRestHandler } from './rest.ts'

let database: TestDatabase
let people: Record<Role, Actor>
let key: string
let handle: ReturnType<typeof makeRestHandler>

beforeAll(async () => {
  database = await openTestDatabase()
  people = await makePeople(database.runtime, 'lending')
  key = (
    await runOperation(database.runtime, identityOperations.createKey, { actor: systemActor('test') }, { principal: people['ml-engineer'].id, name: 'test' })
  ).key
  handle = makeRestHandler({
    runtime: async () => database.runtime,
    operations,
    authenticate: async (request) => {
      const given = /^Bearer (\S+)$/.exec(request.headers.get('authorization') ?? '')?.[1]
      return given === undefined ? null : actorOfKey(database.runtime.db, given)
    },
  })
})
afterAll(() => database.close())

async function call(
  method: string,
  path: string,
  options: { body?: unknown; raw?: string | Uint8Array; key?: string | null; headers?: Record<string, string> } = {},
) {
  const headers = { ...(options.key === null ? {} : { authorization: `Bearer ${options.key ?? key}` }), ...options.headers }
  const body = options.raw ?? (options.body === undefined ? undefined : JSON.stringify(options.body))
  const request = new Request(`http://localhost/api/v1${path}`, { method, headers, ...(body === undefined ? {} : { body: body as BodyInit }) })
  const response = await handle(request, path.split('?')[0].split('/').slice(1).map(decodeURIComponent))
  const text = await response.text()
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    headers: response.headers,
    text,
    data: text.startsWith('{') ? JSON.parse(text) : null,
  }
}

const model = (name: string) => ({ name, team: 'lending', description: '', purpose: 'credit', exposure: 'customer' })

describe('REST', () => {
  it('answers 401 at every route without a key, as a problem document', async () => {
    for (const operation of operations) {
      if (!operation.rest) continue
      const path = operation.rest.path.replaceAll(/\{[^}]+\}/g, 'x')
      const answer = await call(operation.rest.method, path, { key: null })
      expect([operation.name, answer.status, answer.type]).toEqual([operation.name, 401, 'application/problem+json'])
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/)
    }
  })

  it('names the fields of a wrong body, and makes nothing', async () => {
    const answer = await call('POST', '/models', { body: { name: '', team: 'lending', purpose: 'nonsense' } })
    expect(answer.status).toBe(422)
    expect(answer.data.type).toBe('/problems/invalid')
    expect(answer.data.errors.map((error: { path: string }) => error.path)).toEqual(expect.arrayContaining(['name', 'purpose', 'exposure', 'description']))
  })

  it.each([
    ['not JSON', '{"name":', 400],
    ['a list', '[]', 400],
    ['a number', '7', 400],
  ])('refuses a body that is %s', async (_what, raw, status) => {
    expect((await call('POST', '/models', { raw })).status).toBe(status)
  })

  it('names the fields of a body that the command does not have, after the role and before anything is made', async () => {
    const answer = await call('POST', '/models', { body: { ...model('misspelt'), exposures: 'internal', nope: 1 } })
    expect([answer.status, answer.data.type]).toEqual([422, '/problems/invalid'])
    expect(answer.data.errors.map((error: { path: string }) => error.path)).toEqual(['exposures', 'nope'])
    expect(answer.data.errors[0].fix).toContain('exposure')
    expect((await call('GET', '/models/misspelt')).status).toBe(404)
  })

  it('refuses a body that is packed, and says so', async () => {
    const body = JSON.stringify(model('packed'))
    for (const encoding of ['gzip', 'BR', 'identity, gzip']) {
      const answer = await call('POST', '/models', { raw: gzipSync(body), headers: { 'content-encoding': encoding } })
      expect([answer.status, answer.type, answer.data.type]).toEqual([415, 'application/problem+json', '/problems/unsupported-encoding'])
      expect(answer.data.detail).toContain(encoding.toLowerCase())
    }
    expect((await call('POST', '/models', { raw: body, headers: { 'content-encoding': 'identity' } })).status).toBe(201)
  })

  it('tells an unknown path from a method that is not there', async () => {
    expect((await call('GET', '/nothing')).status).toBe(404)
    const wrong = await call('DELETE', '/models')
    expect([wrong.status, wrong.data.type]).toEqual([405, '/problems/method-not-allowed'])
  })

  it('does once what is sent twice under one Idempotency-Key, also at the same moment', async () => {
    const headers = { 'idempotency-key': 'once' }
    const answers = await Promise.all(Array.from({ length: 5 }, () => call('POST', '/models', { body: model('repeated'), headers })))
    expect(answers.map((answer) => answer.status)).toEqual([201, 201, 201, 201, 201])
    expect(new Set(answers.map((answer) => answer.data.id)).size).toBe(1)
    const other = await call('POST', '/models', { body: model('another'), headers })
    expect([other.status, other.data.type]).toEqual([422, '/problems/idempotency-key-reused'])
    expect((await call('GET', '/models/another')).status).toBe(404)
  })

  it('keeps no secret for a repeat: the key is shown once and lies nowhere', async () => {
    const headers = { 'idempotency-key': 'a-key-once' }
    const made = await call('POST', '/keys', { body: { name: 'ci' }, headers })
    expect(made.status).toBe(201)
    const again = await call('POST', '/keys', { body: { name: 'ci' }, headers })
    expect([again.status, again.data.type]).toEqual([409, '/problems/conflict'])
    const { rows } = await database.runtime.db.$client.query('select row_to_json(k)::text as text from idempotency_key k')
    expect(rows.some((row) => row.text.includes('a-key-once'))).toBe(true)
    expect(rows.some((row) => row.text.includes(made.data.key))).toBe(false)
  })

  it('takes bytes once, and what was sent lies under its digest', async () => {
    await call('POST', '/models', { body: model('bytes') })
    await call('POST', '/models/bytes/versions', { body: {} })
    const sent = await call('PUT', '/models/bytes/versions/1/artifact', { raw: new Uint8Array([1, 2, 3]) })
    expect(sent.status).toBe(202)
    expect(sent.data.artifactDigest).toBe('sha256:039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81')
    expect(await database.runtime.store.verify(sent.data.artifactDigest)).toBe(true)
    const again = await call('PUT', '/models/bytes/versions/1/artifact', { raw: new Uint8Array([4]) })
    expect([again.status, again.data.type]).toEqual([409, '/problems/content-already-sent'])
  })

  it('answers bytes that are repeated under their Idempotency-Key as before, and refuses others', async () => {
    await call('POST', '/models', { body: model('again') })
    await call('POST', '/models/again/versions', { body: {} })
    const send = (raw: Uint8Array, key: string) => call('PUT', '/models/again/versions/1/artifact', { raw, headers: { 'idempotency-key': key } })
    const first = await send(new Uint8Array([1, 2]), 'bytes-1')
    const again = await send(new Uint8Array([1, 2]), 'bytes-1')
    expect([again.status, again.data]).toEqual([202, first.data])
    const other = await send(new Uint8Array([3]), 'bytes-1')
    expect([other.status, other.data.type]).toEqual([422, '/problems/idempotency-key-reused'])
    expect((await send(new Uint8Array([1, 2]), 'bytes-2')).status).toBe(409)
  })

  it('pages through a list without losing or repeating one', async () => {
    for (let i = 0; i < 7; i++) await call('POST', '/models', { body: model(`page-${i}`) })
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await call('GET', `/models?limit=3${cursor ? `&cursor=${cursor}` : ''}`)
      seen.push(...page.data.items.map((item: { name: string }) => item.name))
      cursor = page.data.nextCursor
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.filter((name) => name.startsWith('page-'))).toHaveLength(7)
    expect((await call('GET', '/models?cursor=nonsense')).status).toBe(422)
    const forged = Buffer.from(JSON.stringify(['abc'])).toString('base64url')
    for (const path of ['/models', '/approval-requests', '/audit-events']) {
      const answer = await call('GET', `${path}?cursor=${forged}`)
      expect([path, answer.status, answer.data.errors[0].path]).toEqual([path, 422, 'cursor'])
    }
    expect((await call('GET', '/models?limit=501')).status).toBe(422)
  })

  it('says of every wrong value what to send instead', async () => {
    const answer = await call('POST', '/models', { body: { name: 7, team: '', description: 'x', purpose: 'nonsense', exposure: null, tags: [] } })
    expect(answer.data.errors.map((error: { path: string }) => error.path)).toEqual(['name', 'team', 'team', 'purpose', 'exposure', 'tags'])
    for (const error of answer.data.errors)
      expect([error.path, error.message, error.fix]).toEqual([expect.any(String), expect.any(String), expect.stringMatching(/.\.$/)])
    expect((await call('GET', '/models?limit=0')).data.errors[0].fix).toBe('Send at least 1.')
    expect((await call('GET', '/models?limit=x')).data.errors[0].fix).toBe('Send limit as number.')
  })

  it('refuses a text that cannot be kept, wherever it stands', async () => {
    const nul = String.fromCharCode(0)
    for (const body of [
      { ...model('nul'), description: `a${nul}b` },
      { ...model('nul'), tags: { note: nul } },
    ]) {
      const answer = await call('POST', '/models', { body })
      expect([answer.status, answer.data.type]).toEqual([422, '/problems/invalid'])
    }
    expect((await call('GET', `/audit-events?subject=${encodeURIComponent(nul)}`)).status).toBe(422)
    expect((await call('GET', '/models/nul')).status).toBe(404)
  })

  it('finds nothing under an id or a version that nothing could have', async () => {
    await call('POST', '/models', { body: model('odd') })
    await call('POST', '/models/odd/versions', { body: {} })
    const wrong = [
      '/models/odd/versions/01',
      '/models/odd/versions/latest',
      '/models/a%20b',
      '/predictions/x',
      '/evidence/1',
      '/ledger/proofs/x',
      '/snapshots/..',
    ]
    for (const path of wrong) expect([path, (await call('GET', path)).status]).toEqual([path, 404])
    expect((await call('GET', '/models/odd/versions/1')).status).toBe(200)
  })

  it('answers HEAD wherever it answers GET', async () => {
    expect((await call('HEAD', '/models')).status).toBe(200)
    expect((await call('HEAD', '/models/nobody')).status).toBe(404)
  })

  it('refuses a range of costs that ends before it begins', async () => {
    const [early, late] = ['2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z']
    expect((await call('GET', `/costs?from=${late}&to=${early}`)).status).toBe(422)
    expect((await call('GET', `/costs?from=${early}&to=${early}`)).status).toBe(200)
  })

  it('describes each of its routes', () => {
    const paths = openApiDocument(operations).paths as Record<string, Record<string, unknown>>
    for (const operation of operations) if (operation.rest) expect(paths[`/api/v1${operation.rest.path}`]?.[operation.rest.method.toLowerCase()]).toBeDefined()
    expect(Object.keys(paths).length).toBeGreaterThanOrEqual(30)
  })
})
