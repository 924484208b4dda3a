import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { model, modelVersion } from '#drizzle/schema/registry.ts'
import { digest, uuid } from '#server/contracts/common.ts'
import { intakeProblem } from '#server/contracts/problems.ts'
import { intakeFinding, signatureSchema, versionView as versionContract } from '#server/contracts/registry.ts'
import { defineCommand, found, refuse } from '#server/domain/kit/index.ts'
import { modelSubject, versionById, versionSubject, versionView } from './internal.ts'

const outcome = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('ready'),
    servingDigest: digest,
    signature: signatureSchema,
    operators: z.array(z.string()),
    opsets: z.record(z.string(), z.number()),
    findings: z.array(intakeFinding),
  }),
  z.object({ status: z.literal('failed'), problem: intakeProblem }),
])
export type IntakeOutcome = z.infer<typeof outcome>

/** What intake found out about an artifact; written once, by the worker that looked. */
export const recordIntake = defineCommand({
  name: 'record-intake',
  summary: 'Record what intake found in an artifact',
  permission: 'model:write',
  input: z.object({ versionId: uuid, outcome }),
  output: versionContract,
  rest: null,
  async team(db, input) {
    const [row] = await db
      .select({ teamId: model.teamId })
      .from(modelVersion)
      .innerJoin(model, eq(model.id, modelVersion.modelId))
      .where(eq(modelVersion.id, input.versionId))
    return found(row, 'such version').teamId
  },
  audit: ({ output }) => ({
    subject: versionSubject(output),
    under: [modelSubject(output.model)],
    detail: { status: output.status, servingDigest: output.servingDigest, problem: output.problem?.code ?? null, findings: output.findings.map((f) => f.code) },
  }),
  async run({ tx, input }) {
    const [held] = await tx.select({ status: modelVersion.status }).from(modelVersion).where(eq(modelVersion.id, input.versionId)).for('update')
    if (held?.status !== 'processing') refuse('conflict', 'The intake of this version is over.')
    await tx.update(modelVersion).set(input.outcome).where(eq(modelVersion.id, input.versionId))
    return versionView(await versionById(tx, input.versionId))
  },
})
