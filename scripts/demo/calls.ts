import type { CardNarrative } from '#server/contracts/cards.ts'
import type { Runtime } from '#server/domain/kit/index.ts'
import type { People } from './accounts.ts'
import { CREDIT_FEATURES } from './columns.ts'
import { addModel, addSnapshot, addVersion, assess, say, seekApproval, writeCard } from './steps.ts'

const CARD: CardNarrative = {
  intendedUse: 'Orders clients for a friendly call before a payment is due.',
  outOfScopeUse: 'Limits, fees, and collection.',
  limitations: 'Trained on clients of one bank in Taiwan in 2005.',
  ethicalConsiderations: 'A call too many is a nuisance. Selection rates are compared by sex and age band.',
  humanOversight: 'Whoever calls decides what to offer.',
}

/** Approved, and not yet deployed. It reads the dataset of the credit models. */
export async function seedCalls(runtime: Runtime, { engineer, reviewer, officer }: People): Promise<void> {
  const dataset = 'credit-card-clients'
  const snapshots = {
    reference: await addSnapshot(runtime, engineer, dataset, 'reference', 'credit-default/reference.csv'),
    evaluation: await addSnapshot(runtime, engineer, dataset, 'evaluation', 'credit-default/evaluation.csv'),
  }
  const model = 'reminder-calls'
  await addModel(runtime, engineer, {
    name: model,
    team: 'lending',
    description: 'Whom to call before a payment is due.',
    purpose: 'credit',
    exposure: 'internal',
  })
  say(`${model}: approved, not yet deployed`)
  const input = {
    model,
    dataset,
    features: CREDIT_FEATURES,
    decision: { output: 'probabilities', class: 1, threshold: 0.25 },
    description: 'Logistic regression on limits, bills and payments.',
    sourceRun: 'lr-0044',
    sourceCommit: '7c1f0e2',
  }
  const key = { model, version: await addVersion(runtime, engineer, input, 'credit-default/logistic.onnx') }
  await assess(runtime, engineer, key, ['performance', 'data-quality', 'drift', 'fairness', 'explanation'], snapshots)
  await writeCard(runtime, engineer, key, CARD)
  await seekApproval(runtime, engineer, key, 'Calls are made from next month on.', [
    { by: reviewer, reason: 'It only orders calls, and ranks well above chance; drift and quality read.' },
    { by: officer, reason: 'Fairness holds for sex and age band.' },
  ])
}
