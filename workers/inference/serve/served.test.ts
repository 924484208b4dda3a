import { describe, expect, it } from 'vitest'
import type { Actor } from '#server/contracts/actor.ts'
import type { ServedVersion } from '#workers/inference/catalog/served-version.ts'
import type { Parts } from './parts.ts'
import { servedFor } from './served.ts'

const admin: Actor = { kind: 'user', id: 'ada', name: 'Ada', role: 'admin', teamId: null, teamName: null }
const version = { modelName: 'loans', number: '1', teamId: 'team' } as ServedVersion

/** A catalog whose knowledge has grown old, and that learns, or not, when it asks. */
function staleParts(answers: 'at once' | 'never' | 'with an error'): Parts {
  let fresh = false
  const catalog = {
    find: () => version,
    all: () => [version],
    isFresh: () => fresh,
    async refresh() {
      if (answers === 'never') await new Promise(() => undefined)
      if (answers === 'with an error') throw new Error('connection lost')
      fresh = true
    },
    stop: () => undefined,
  }
  return { catalog } as unknown as Parts
}

describe('a worker that has not heard of the database for a while', () => {
  it('asks before it refuses: it may have been busy itself', async () => {
    await expect(servedFor(staleParts('at once'), admin, 'loans', null)).resolves.toBe(version)
  })

  it.each(['never', 'with an error'] as const)('refuses with 503 when the database answers %s', async (answers) => {
    await expect(servedFor(staleParts(answers), admin, 'loans', null)).rejects.toMatchObject({ status: 503 })
  })
})
