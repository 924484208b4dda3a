import { versionKey, versionView as versionContract } from '#server/contracts/registry.ts'
import { defineQuery } from '#server/domain/kit/index.ts'
import { versionByKey, versionView } from './internal.ts'

export const getVersion = defineQuery({
  name: 'get-version',
  summary: 'One version with digests, signature and intake outcome',
  permission: 'read',
  input: versionKey,
  output: versionContract,
  rest: { method: 'GET', path: '/models/{model}/versions/{version}' },
  run: async ({ db, input }) => versionView(await versionByKey(db, input)),
})
