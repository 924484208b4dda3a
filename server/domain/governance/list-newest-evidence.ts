import { and, desc, eq, inArray, lt, ne } from 'drizzle-orm'
import { z } from 'zod'
import { dataset } from '#drizzle/schema/datasets.ts'
import { evidence } from '#drizzle/schema/governance.ts'
import { team } from '#drizzle/schema/identity.ts'
import { model, modelVersion } from '#drizzle/schema/registry.ts'
import { deployment } from '#drizzle/schema/serving.ts'
import { page, pageQuery } from '#server/contracts/common.ts'
import { newestEvidenceView } from '#server/contracts/evidence-summary.ts'
import type { EvidenceKind } from '#server/contracts/evidence.ts'
import type { Queryable } from '#server/db/client.ts'
import { decodeCursor, defineQuery, toPage } from '#server/domain/kit/index.ts'
import { summariseDrift } from '#server/kernel/governance/summarise-drift.ts'
import { summariseFairness } from '#server/kernel/governance/summarise-fairness.ts'
import { evaluateVersions } from './evaluate-versions.ts'
import { aboutVersion } from './internal.ts'

const KINDS = ['drift', 'fairness'] as const

const versionQuery = (db: Queryable) =>
  db
    .selectDistinctOn([modelVersion.modelId], {
      id: modelVersion.id,
      modelId: modelVersion.modelId,
      number: modelVersion.number,
      datasetId: modelVersion.datasetId,
    })
    .from(modelVersion)

/** Of each model the version that serves, and the newest one that could: one row where they are the same. */
async function versionsOf(db: Queryable, modelIds: string[]) {
  const live = await versionQuery(db)
    .innerJoin(deployment, eq(deployment.versionId, modelVersion.id))
    .where(and(inArray(deployment.modelId, modelIds), eq(deployment.state, 'active')))
    .orderBy(modelVersion.modelId, desc(modelVersion.number))
  const newest = await versionQuery(db)
    .where(and(inArray(modelVersion.modelId, modelIds), eq(modelVersion.status, 'ready'), ne(modelVersion.lifecycle, 'retired')))
    .orderBy(modelVersion.modelId, desc(modelVersion.number))
  const serving = new Set(live.map((version) => version.id))
  return [...live, ...newest.filter((version) => !serving.has(version.id))].map((version) => ({ ...version, live: serving.has(version.id) }))
}

async function newestOf(db: Queryable, versionIds: string[], kind: EvidenceKind) {
  const rows = await db
    .selectDistinctOn([evidence.versionId], { id: evidence.id, versionId: evidence.versionId, result: evidence.result, createdAt: evidence.createdAt })
    .from(evidence)
    .where(and(aboutVersion(versionIds), eq(evidence.kind, kind)))
    .orderBy(evidence.versionId, desc(evidence.createdAt), desc(evidence.id))
  return new Map(rows.map((row) => [row.versionId, row]))
}

async function attributesOf(db: Queryable, ids: (string | null)[]) {
  const rows = await db
    .select({ id: dataset.id, schema: dataset.schema })
    .from(dataset)
    .where(inArray(dataset.id, [...new Set(ids.flatMap((id) => id ?? []))]))
  return new Map(rows.map((row) => [row.id, row.schema.protectedAttributes]))
}

/** The newest drift or fairness evidence about every version that serves or would be next, models by age. */
export const listNewestEvidence = defineQuery({
  name: 'list-newest-evidence',
  summary: 'The newest drift or fairness evidence of each live and newest version',
  permission: 'read',
  input: pageQuery.extend({ kind: z.enum(KINDS, `One of ${KINDS.join(', ')}.`) }),
  output: page(newestEvidenceView),
  rest: { method: 'GET', path: '/newest-evidence' },
  async run({ db, input, now }) {
    const after = decodeCursor(input.cursor, 1)
    const models = await db
      .select({ id: model.id, name: model.name, riskTier: model.riskTier, team: team.name })
      .from(model)
      .innerJoin(team, eq(team.id, model.teamId))
      .where(after ? lt(model.id, after[0] ?? '') : undefined)
      .orderBy(desc(model.id))
      .limit(input.limit + 1)
    const { items: shown, nextCursor } = toPage(
      models,
      input.limit,
      (row) => [row.id],
      (row) => row,
    )
    const versions = await versionsOf(
      db,
      shown.map((row) => row.id),
    )
    const owners = new Map(shown.map((row) => [row.id, row]))
    const judged = await evaluateVersions(
      db,
      versions.map(({ id, datasetId, modelId }) => ({ id, datasetId, riskTier: owners.get(modelId)?.riskTier ?? 'high' })),
      now,
    )
    const newest = await newestOf(
      db,
      versions.map((version) => version.id),
      input.kind,
    )
    const attributes = await attributesOf(
      db,
      versions.map((version) => version.datasetId),
    )
    const items = versions.flatMap((version) => {
      const owner = owners.get(version.modelId)
      const held = newest.get(version.id)
      if (!owner) return []
      return [
        {
          model: owner.name,
          version: String(version.number),
          team: owner.team,
          riskTier: owner.riskTier,
          live: version.live,
          protectedAttributes: attributes.get(version.datasetId ?? '') ?? [],
          gates: (judged.get(version.id)?.gates ?? []).filter((gate) => gate.kind === input.kind),
          evidence: held ? { id: held.id, createdAt: held.createdAt.toISOString() } : null,
          drift: held && input.kind === 'drift' ? summariseDrift(held.result) : null,
          fairness: held && input.kind === 'fairness' ? summariseFairness(held.result) : null,
        },
      ]
    })
    return { items, nextCursor }
  },
})
