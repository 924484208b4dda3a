import { assessment } from '#drizzle/schema/governance.ts'
import type { AssessedKind } from '#server/contracts/evidence.ts'
import { assessmentView as assessmentContract, startAssessmentInput } from '#server/contracts/governance.ts'
import type { FieldError } from '#server/contracts/problems.ts'
import type { Queryable } from '#server/db/client.ts'
import { snapshotById } from '#server/domain/datasets/index.ts'
import { defineCommand, newId, refuse } from '#server/domain/kit/index.ts'
import { modelSubject, teamOfModel, versionByKey, versionSubject } from '#server/domain/registry/index.ts'
import type { VersionRow } from '#server/domain/registry/index.ts'
import { assessmentSubject, assessmentViewById } from './internal.ts'

type SnapshotRow = Awaited<ReturnType<typeof snapshotById>>

function checkSnapshot(row: SnapshotRow, version: VersionRow['version'], path: string): FieldError[] {
  const errors: FieldError[] = []
  if (row.snapshot.status !== 'ready') errors.push({ path, message: `The snapshot is ${row.snapshot.status}.`, fix: 'Use one that is ready.' })
  if (row.dataset.id !== version.datasetId)
    errors.push({ path, message: 'The snapshot is of another dataset than the version.', fix: 'Use a snapshot of the dataset of the version.' })
  const columns = new Set(row.snapshot.columns?.map((column) => column.name))
  const absent = row.snapshot.status === 'ready' ? version.features.filter((feature) => !columns.has(feature)) : []
  if (absent.length > 0)
    errors.push({ path, message: `The snapshot has no column ${absent.slice(0, 3).join(', ')}.`, fix: 'Send a snapshot with every feature of the version.' })
  return errors
}

function checkKinds(kinds: AssessedKind[], evaluation: SnapshotRow, version: VersionRow['version']): FieldError[] {
  const errors: FieldError[] = []
  const { schema } = evaluation.dataset
  const columns = new Set(evaluation.snapshot.columns?.map((column) => column.name))
  const needsLabel = kinds.includes('performance')
  if (needsLabel && (!schema.label || !columns.has(schema.label))) {
    errors.push({
      path: 'evaluation',
      message: 'Performance needs the true labels, and this snapshot has none.',
      fix: 'Declare the label in the dataset and send it with the snapshot.',
    })
  }
  if (kinds.includes('fairness') && schema.protectedAttributes.length === 0) {
    errors.push({
      path: 'kinds',
      message: 'Fairness needs protected attributes, and the dataset declares none.',
      fix: 'Declare protectedAttributes in the dataset.',
    })
  }
  const scored = kinds.some((kind) => kind === 'performance' || kind === 'fairness' || kind === 'explanation')
  if (scored && !version.decision) {
    errors.push({ path: 'kinds', message: 'The version does not say which output decides.', fix: 'Register a version with decision.output.' })
  }
  return errors
}

async function check(db: Queryable, version: VersionRow['version'], input: { kinds: AssessedKind[]; evaluation: string; reference: string }): Promise<void> {
  if (version.status !== 'ready') refuse('not-ready', `The version is ${version.status}; only one that passed intake is assessed.`)
  if (version.features.length === 0 || version.datasetId === null) {
    refuse('not-assessable', 'The version names no dataset or no features, so there is nothing to assess it with. Register a version with both.')
  }
  const evaluation = await snapshotById(db, input.evaluation)
  const reference = await snapshotById(db, input.reference)
  const errors = [
    ...checkSnapshot(evaluation, version, 'evaluation'),
    ...checkSnapshot(reference, version, 'reference'),
    ...checkKinds(input.kinds, evaluation, version),
  ]
  if (errors.length > 0) refuse('invalid', 'This assessment cannot be made.', errors)
}

/** Queues the measuring of a version on two snapshots; each kind becomes one piece of evidence. */
export const startAssessment = defineCommand({
  name: 'start-assessment',
  summary: 'Measure a version: performance, data quality, drift, fairness, explanation',
  permission: 'assessment:run',
  input: startAssessmentInput,
  output: assessmentContract,
  rest: { method: 'POST', path: '/models/{model}/versions/{version}/assessments', status: 202 },
  team: teamOfModel,
  audit: ({ output }) => ({
    subject: assessmentSubject(output.id),
    under: [versionSubject(output), modelSubject(output.model)],
    detail: { kinds: output.kinds, evaluation: output.evaluation, reference: output.reference },
  }),
  async run({ tx, actor, input, enqueue }) {
    const { version } = await versionByKey(tx, input)
    const kinds = [...new Set(input.kinds)]
    await check(tx, version, { ...input, kinds })
    const id = newId()
    await tx.insert(assessment).values({
      id,
      versionId: version.id,
      kinds,
      evaluationSnapshotId: input.evaluation,
      referenceSnapshotId: input.reference,
      progress: { done: 0, total: kinds.length, step: 'waiting' },
      requestedBy: actor.id,
    })
    await enqueue('run-assessment', { assessmentId: id })
    return assessmentViewById(tx, id)
  },
})
