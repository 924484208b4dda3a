import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { v7 } from 'uuid'
import type { Runtime } from '#server/domain/kit/index.ts'
import { seededRandom } from '#server/kernel/numbers/random.ts'
import { decisionThreshold } from '#server/kernel/scores/decision-threshold.ts'
import { summariseScores } from '#server/kernel/scores/summarise-scores.ts'
import { liveModel } from '#testing/live-model.ts'
import type { LiveModel } from '#testing/live-model.ts'
import { copyRows } from '#workers/inference/log/copy-rows.ts'
import type { PredictionRow } from '#workers/inference/log/prediction-row.ts'

const FEATURES = Array.from({ length: 23 }, (_, i) => `f${i}`)
const DECISION = { output: 'probabilities', class: 1, threshold: 0.5 }
const LIVE_MODELS = 12
/** Deployments of a model before its present one. */
const EARLIER = 30
const DAYS = 90
const DAY_MS = 86_400_000
const COPIED = 5000
export const ENTITIES = 200_000

const FILE = {
  path: join(import.meta.dirname, '..', 'data', 'models', 'bench', 'gbm-200x6x30.onnx'),
  features: FEATURES,
  decision: DECISION,
  signature: {
    inputs: [{ name: 'features', datatype: 'FP32', shape: [-1, FEATURES.length] }],
    outputs: [{ name: 'probabilities', datatype: 'FP32', shape: [-1, 2] }],
  },
}

export interface Portfolio {
  live: LiveModel[]
  /** First and last moment of receipt, in epoch milliseconds. */
  from: number
  to: number
}

/** Models beside the live ones, ten versions each, as registered and never sent. */
async function seedVersions({ db }: Runtime, { engineer }: LiveModel, versions: number): Promise<void> {
  const models = Math.ceil(versions / 10)
  await db.execute(sql`
    insert into model (id, name, team_id, description, purpose, exposure, risk_tier, created_by, created_at)
    select uuidv7(), 'portfolio-' || n, (select team_id from principal where id = ${engineer.id}), 'One of many', 'marketing', 'internal', 'low', ${engineer.id},
           now() - n * interval '1 minute' from generate_series(1, ${models}::int) n`)
  await db.execute(sql`
    insert into model_version (id, model_id, number, features, decision, signature, created_by, created_at)
    select uuidv7(), m.id, n, ${sql.param(FEATURES)}::text[], ${JSON.stringify(DECISION)}::jsonb, ${JSON.stringify(FILE.signature)}::jsonb, ${engineer.id}, now() - n * interval '1 hour'
      from model m, generate_series(1, 10) n where m.name like 'portfolio-%'`)
}

/** The deployments of a model in their order, the present one last. */
async function seedDeployments({ db }: Runtime, { deploymentId }: LiveModel): Promise<string[]> {
  const { rows } = await db.execute<{ id: string }>(sql`
    insert into deployment (id, model_id, version_id, environment, grant_id, state, created_by, created_at, ended_at)
    select uuidv7(), model_id, version_id, environment, grant_id, 'superseded', created_by, created_at, now() from deployment, generate_series(1, ${EARLIER}::int)
     where id = ${deploymentId} returning id`)
  return [...rows.map(({ id }) => id), deploymentId]
}

interface Place {
  live: LiveModel
  modelId: string
  deploymentId: string
}

/** A request of one row, or one in a hundred of twenty, with most scores low and few high. */
function rowAt({ live, modelId, deploymentId }: Place, receivedAt: number, random: ReturnType<typeof seededRandom>): PredictionRow {
  const rows = random.uniform() < 0.01 ? 20 : 1
  const values = Array.from({ length: rows * FEATURES.length }, () => Math.round(random.uniform() * 1e4) / 1e3)
  const scores = Array.from({ length: rows }, () => random.uniform() ** 4)
  const outputs = [{ name: 'probabilities', datatype: 'FP32', shape: [rows, 2], data: scores.flatMap((score) => [1 - score, score]) }]
  const late = random.uniform() < 0.05 ? random.uniform() * 10 * DAY_MS : random.uniform() * 1000
  const id = v7({ msecs: receivedAt })
  return {
    id,
    modelId,
    versionId: live.versionId,
    deploymentId,
    grantId: live.grantId,
    servingDigest: live.servingDigest,
    variant: 'champion',
    requestId: null,
    rows,
    inputs: JSON.stringify([{ name: 'features', datatype: 'FP32', shape: [rows, FEATURES.length], data: values }]),
    outputs: JSON.stringify(outputs),
    entityIds: random.uniform() < 0.7 ? Array.from({ length: rows }, () => `customer-${Math.floor(random.uniform() * ENTITIES)}`) : null,
    receivedAt,
    eventTime: Math.round(receivedAt - late),
    latencyUs: 2000 + Math.round(random.uniform() * 8000),
    deviceNs: 900_000n,
    executionProvider: 'cpu',
    traceId: id.replaceAll('-', ''),
    principalId: live.engineer.id,
    scores: summariseScores(outputs, rows, DECISION, decisionThreshold(DECISION)),
  }
}

/** The first model gets half of everything, the second half of the rest, and so on. */
const modelOf = (random: ReturnType<typeof seededRandom>): number => Math.min(LIVE_MODELS - 1, Math.floor(-Math.log2(1 - random.uniform())))

/** `versions` registered versions, twelve models that have been live for ninety days, and what they predicted, written as the inference worker writes it. */
export async function seedPortfolio(runtime: Runtime, url: string, size: { versions: number; predictions: number }, say: (line: string) => void) {
  const live: LiveModel[] = []
  for (let i = 0; i < LIVE_MODELS; i++) live.push(await liveModel(runtime, FILE))
  await seedVersions(runtime, live[0], size.versions)
  const { rows: models } = await runtime.db.execute<{ id: string; name: string }>(sql`select id, name from model where name like 'live-%'`)
  const idOf = new Map(models.map(({ id, name }) => [name, id]))
  const deployments: string[][] = []
  for (const each of live) deployments.push(await seedDeployments(runtime, each))
  const random = seededRandom(3)
  const to = Date.now()
  const from = to - DAYS * DAY_MS
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  try {
    for (let made = 0; made < size.predictions; made += COPIED) {
      const batch = Array.from({ length: Math.min(COPIED, size.predictions - made) }, (_, i) => {
        const share = (made + i) / size.predictions
        const model = modelOf(random)
        const deploymentId = deployments[model][Math.floor(share * (EARLIER + 1))]
        return rowAt({ live: live[model], modelId: idOf.get(live[model].model) ?? '', deploymentId }, Math.floor(from + share * (to - from)), random)
      })
      await copyRows(pool, batch)
      if ((made / COPIED) % 40 === 39) say(`${made + COPIED} of ${size.predictions} predictions recorded`)
    }
  } finally {
    await pool.end()
  }
  return { live, from, to } satisfies Portfolio
}
