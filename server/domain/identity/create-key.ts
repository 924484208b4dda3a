import { z } from 'zod'
import { instant, uuid } from '#server/contracts/common.ts'
import { defineCommand, found, ofNoTeam, refuse } from '#server/domain/kit/index.ts'
import { principalById } from './internal.ts'
import { issueKey } from './issue-key.ts'

const DAY_SECONDS = 86_400
const MOST_DAYS = 3650
const ttlDays = z.number().int().min(1).max(MOST_DAYS).optional()
const keyName = z.string().min(1, 'A key has a name that tells what it is for.').max(100)
const madeKey = z.object({ id: uuid, key: z.string(), expiresAt: instant.nullable() })

/** A key of one's own; it can do what its owner can. */
export const createMyKey = defineCommand({
  name: 'create-my-key',
  summary: 'Make a key for yourself; it is shown once',
  permission: 'self:write',
  input: z.object({ name: keyName, ttlDays }),
  output: madeKey,
  rest: { method: 'POST', path: '/keys', status: 201 },
  team: ofNoTeam,
  answersSecret: true,
  audit: ({ output, actor }) => ({ subject: `key:${output.id}`, under: [`principal:${actor.id}`], detail: { expiresAt: output.expiresAt } }),
  run: ({ tx, actor, input, now }) =>
    issueKey(tx, { principalId: actor.id, name: input.name, ttlSeconds: input.ttlDays === undefined ? null : input.ttlDays * DAY_SECONDS, now }),
})

/** A key for somebody else, such as a service account. */
export const createKey = defineCommand({
  name: 'create-key',
  summary: 'Make a key for a person or a service account; it is shown once',
  permission: 'identity:write',
  input: z
    .object({
      principal: uuid,
      name: keyName,
      ttlDays,
      ttlSeconds: z
        .number()
        .int()
        .min(1)
        .max(MOST_DAYS * DAY_SECONDS)
        .optional(),
    })
    .refine((given) => given.ttlDays === undefined || given.ttlSeconds === undefined, { path: ['ttlSeconds'], error: 'Send ttlDays or ttlSeconds, not both.' }),
  output: madeKey,
  rest: { method: 'POST', path: '/principals/{principal}/keys', status: 201 },
  team: ofNoTeam,
  answersSecret: true,
  audit: ({ input, output }) => ({ subject: `key:${output.id}`, under: [`principal:${input.principal}`], detail: { expiresAt: output.expiresAt } }),
  async run({ tx, input, now }) {
    const owner = found(await principalById(tx, input.principal), 'such person or service account').principal
    if (owner.disabledAt) refuse('conflict', 'The account is disabled.')
    const ttlSeconds = input.ttlSeconds ?? (input.ttlDays === undefined ? null : input.ttlDays * DAY_SECONDS)
    return issueKey(tx, { principalId: owner.id, name: input.name, ttlSeconds, now })
  },
})
