import { eq } from 'drizzle-orm'
import { modelVersion } from '#drizzle/schema/registry.ts'
import { versionKey, versionView as versionContract } from '#server/contracts/registry.ts'
import type { Queryable } from '#server/db/client.ts'
import { defineCommand, refuse } from '#server/domain/kit/index.ts'
import { modelSubject, teamOfModel, versionById, versionByKey, versionSubject, versionView } from './internal.ts'

const MAX_ARTIFACT_BYTES = 2 * 1024 ** 3

async function admit(db: Queryable, input: { model: string; version: string }): Promise<void> {
  const { version } = await versionByKey(db, input)
  if (version.status !== 'pending') {
    refuse('content-already-sent', `Version ${input.version} has its artifact already; an artifact is never replaced. Register a new version.`)
  }
}

/** Takes the ONNX bytes of a version, once; a worker inspects them. */
export const putArtifact = defineCommand({
  name: 'put-artifact',
  summary: 'Send the ONNX file of a version, once',
  permission: 'model:write',
  input: versionKey,
  output: versionContract,
  rest: { method: 'PUT', path: '/models/{model}/versions/{version}/artifact', status: 202 },
  team: teamOfModel,
  audit: ({ output }) => ({
    subject: versionSubject(output),
    under: [modelSubject(output.model)],
    detail: { artifactDigest: output.artifactDigest, sizeBytes: output.sizeBytes },
  }),
  content: { maxBytes: MAX_ARTIFACT_BYTES, admit },
  async run({ tx, input, content, enqueue }) {
    if (!content) refuse('malformed-request', 'The body must hold the bytes of the ONNX file.')
    const { version } = await versionByKey(tx, input)
    const [held] = await tx.select({ status: modelVersion.status }).from(modelVersion).where(eq(modelVersion.id, version.id)).for('update')
    if (held?.status !== 'pending') await admit(tx, input)
    await tx
      .update(modelVersion)
      .set({ status: 'processing', artifactDigest: content.digest, sizeBytes: content.sizeBytes })
      .where(eq(modelVersion.id, version.id))
    await enqueue('inspect-artifact', { versionId: version.id })
    return versionView(await versionById(tx, version.id))
  },
})
