import { and, desc, eq, lt, ne } from 'drizzle-orm'
import { z } from 'zod'
import { model } from '#drizzle/schema/registry.ts'
import { deployment } from '#drizzle/schema/serving.ts'
import { name, page, pageQuery, uuid } from '#server/contracts/common.ts'
import { DEPLOYMENT_STATES, deploymentView as deploymentContract } from '#server/contracts/serving.ts'
import { decodeCursor, defineQuery, toPage } from '#server/domain/kit/index.ts'
import { deploymentById, deploymentQuery, deploymentView } from './internal.ts'

/** `ended` is every state but active. */
const STATE_FILTERS = [...DEPLOYMENT_STATES, 'ended'] as const

const inState = (state: (typeof STATE_FILTERS)[number] | undefined) =>
  state === undefined ? undefined : state === 'ended' ? ne(deployment.state, 'active') : eq(deployment.state, state)

export const listDeployments = defineQuery({
  name: 'list-deployments',
  summary: 'List deployments, newest first',
  permission: 'read',
  input: pageQuery.extend({ model: name.optional(), state: z.enum(STATE_FILTERS).optional() }),
  output: page(deploymentContract),
  rest: { method: 'GET', path: '/deployments' },
  async run({ db, input, now, inference }) {
    const after = decodeCursor(input.cursor, 1)
    const rows = await deploymentQuery(db)
      .where(and(input.model ? eq(model.name, input.model) : undefined, inState(input.state), after ? lt(deployment.id, after[0] ?? '') : undefined))
      .orderBy(desc(deployment.id))
      .limit(input.limit + 1)
    return toPage(
      rows,
      input.limit,
      (row) => [row.deployment.id],
      (row) => deploymentView(row, inference.endpointOf(row.model.name), now),
    )
  },
})

export const getDeployment = defineQuery({
  name: 'get-deployment',
  summary: 'One deployment with its grant',
  permission: 'read',
  input: z.object({ deployment: uuid }),
  output: deploymentContract,
  rest: { method: 'GET', path: '/deployments/{deployment}' },
  async run({ db, input, now, inference }) {
    const row = await deploymentById(db, input.deployment)
    return deploymentView(row, inference.endpointOf(row.model.name), now)
  },
})
