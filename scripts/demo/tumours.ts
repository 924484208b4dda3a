import type { CardNarrative } from '#server/contracts/cards.ts'
import type { Runtime } from '#server/domain/kit/index.ts'
import type { People } from './accounts.ts'
import { TUMOUR_FEATURES } from './columns.ts'
import { discuss } from './discuss.ts'
import { underShortGrants } from './policy.ts'
import { addDataset, addModel, addSnapshot, addVersion, assess, deployOnce, say, seekApproval, writeCard } from './steps.ts'

const CARD: CardNarrative = {
  intendedUse: 'Orders fine needle aspirates of breast masses, so that a pathologist reads the suspicious ones first.',
  outOfScopeUse: 'A diagnosis, or leaving a sample unread.',
  limitations: 'A few hundred samples of one hospital, measured by one program. Other microscopes and dyes were not seen.',
  ethicalConsiderations: 'The source says nothing about the patients, so groups of them cannot be compared.',
  humanOversight: 'A pathologist reads every sample; the score changes the order alone.',
}

const TRIAL_DAYS = 10

/** Live for a trial whose grant ends soon, and a newer version that waits for its second signature. */
export async function seedTumours(runtime: Runtime, { pathology, reviewer, officer }: People): Promise<void> {
  const dataset = 'aspirates'
  const schema = { label: 'malignant', favourableOutcome: 0, positiveLabel: 1, entityId: 'sample_id', features: TUMOUR_FEATURES }
  await addDataset(runtime, pathology, { name: dataset, team: 'pathology', description: 'Cell nuclei of breast masses, measured in an image.', schema })
  const snapshots = {
    reference: await addSnapshot(runtime, pathology, dataset, 'reference', 'breast-cancer/reference.csv'),
    evaluation: await addSnapshot(runtime, pathology, dataset, 'evaluation', 'breast-cancer/evaluation.csv'),
  }
  const model = 'tumour-triage'
  await addModel(runtime, pathology, {
    name: model,
    team: 'pathology',
    description: 'Which aspirates a pathologist reads first.',
    purpose: 'health',
    exposure: 'internal',
  })
  const release = async (file: string, run: string, description: string) => {
    say(`${model}: ${description}`)
    const decision = { output: 'probabilities', class: 1, threshold: 0.5 }
    const input = { model, dataset, features: TUMOUR_FEATURES, decision, description, sourceRun: run, sourceCommit: '9be2d41' }
    const key = { model, version: await addVersion(runtime, pathology, input, `breast-cancer/${file}.onnx`) }
    await assess(runtime, pathology, key, ['performance', 'data-quality', 'drift', 'explanation'], snapshots)
    await writeCard(runtime, pathology, key, CARD)
    return key
  }
  const first = await release('logistic', 'lr-0003', 'Logistic regression.')
  const signed = await underShortGrants(runtime, officer, TRIAL_DAYS, () =>
    seekApproval(runtime, pathology, first, 'First version, for a trial of ten days; it orders what is read in any case.', [
      { by: reviewer, reason: 'The intervals are wide and still far above chance.' },
      { by: officer, reason: 'No group can be compared; every sample is read by a person, so this is acceptable for a trial.' },
    ]),
  )
  if (signed.state === 'approved') await deployOnce(runtime, pathology, first)
  const second = await release('random-forest', 'rf-0009', 'Random forest.')
  const waiting = await seekApproval(runtime, pathology, second, 'Needs no scaling of its inputs, which simplifies the export.', [
    { by: reviewer, reason: 'Metrics reproduced; the intervals overlap those of version 1.' },
  ])
  await discuss(runtime, waiting, [
    { by: officer, to: pathology, body: 'it does not rank better than what is live. Why change?' },
    { by: pathology, to: officer, body: 'the forest reads the measures as they come from the microscope; nothing has to be scaled beside it.' },
  ])
}
