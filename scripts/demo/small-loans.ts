import type { CardNarrative } from '#server/contracts/cards.ts'
import type { Runtime } from '#server/domain/kit/index.ts'
import type { People } from './accounts.ts'
import { GERMAN_FEATURES } from './columns.ts'
import { addDataset, addModel, addSnapshot, addVersion, assess, say, seekApproval, writeCard } from './steps.ts'

const CARD: CardNarrative = {
  intendedUse: 'Sorts applications for small instalment loans for closer reading.',
  outOfScopeUse: 'Deciding on an application without a person.',
  limitations: 'A thousand applications of 1994; some groups hold a handful of people.',
  ethicalConsiderations: 'Too few foreign workers are in the data to compare them.',
  humanOversight: 'Each application is read by a clerk.',
}

/** Inconclusive, since a group is too small to compare; at high risk that blocks. */
export async function seedSmallLoans(runtime: Runtime, { engineer }: People): Promise<void> {
  const dataset = 'loan-applications'
  const schema = {
    label: 'bad_credit',
    favourableOutcome: 0,
    positiveLabel: 1,
    entityId: 'applicant_id',
    protectedAttributes: ['sex', 'foreign_worker'],
    features: GERMAN_FEATURES,
  }
  await addDataset(runtime, engineer, { name: dataset, team: 'lending', description: 'A thousand applications for small loans.', schema })
  const snapshots = {
    reference: await addSnapshot(runtime, engineer, dataset, 'reference', 'german-credit/reference.csv'),
    evaluation: await addSnapshot(runtime, engineer, dataset, 'evaluation', 'german-credit/evaluation.csv'),
  }
  const model = 'small-loans'
  await addModel(runtime, engineer, {
    name: model,
    team: 'lending',
    description: 'Sorts applications for small loans.',
    purpose: 'credit',
    exposure: 'customer',
  })
  say('small-loans: a logistic regression on few applications')
  const input = {
    model,
    dataset,
    features: GERMAN_FEATURES,
    decision: { output: 'probabilities', class: 1, threshold: 0.4 },
    description: 'Logistic regression.',
    sourceRun: 'lr-0012',
    sourceCommit: '41d2a90',
  }
  const key = { model, version: await addVersion(runtime, engineer, input, 'german-credit/logistic.onnx') }
  await assess(runtime, engineer, key, ['performance', 'data-quality', 'drift', 'fairness', 'explanation'], snapshots)
  await writeCard(runtime, engineer, key, CARD)
  await seekApproval(runtime, engineer, key, 'First version; sorts applications for reading.', [])
}
