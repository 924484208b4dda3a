import type { CardNarrative } from '#server/contracts/cards.ts'
import type { Runtime } from '#server/domain/kit/index.ts'
import type { People } from './accounts.ts'
import { CREDIT_FEATURES } from './columns.ts'
import { CREDIT_DATASET, CREDIT_GROUPS, creditSnapshots } from './credit.ts'
import { discuss } from './discuss.ts'
import { addModel, addVersion, assess, assessWindowsOf, deployOnce, say, seekApproval, writeCard } from './steps.ts'
import { sendTraffic } from './traffic.ts'
import { dividedWeeks } from './weeks.ts'

const MODEL = 'reminder-calls'
const CARD: CardNarrative = {
  intendedUse: 'Orders clients for a friendly call before a payment is due.',
  outOfScopeUse: 'Limits, fees, and collection.',
  limitations: 'Trained on clients of one bank in Taiwan in 2005.',
  ethicalConsiderations: 'A call too many is a nuisance. Selection rates are compared by sex and age band.',
  humanOversight: 'Whoever calls decides what to offer.',
}

/** Approved and live. It reads the dataset of the credit models. */
export async function seedCalls(runtime: Runtime, { engineer, reviewer, officer }: People): Promise<void> {
  await addModel(runtime, engineer, {
    name: MODEL,
    team: 'lending',
    description: 'Whom to call before a payment is due.',
    purpose: 'credit',
    exposure: 'internal',
  })
  say(`${MODEL}: a logistic regression, live`)
  const input = {
    model: MODEL,
    dataset: CREDIT_DATASET,
    features: CREDIT_FEATURES,
    decision: { output: 'probabilities', class: 1, threshold: 0.25 },
    description: 'Logistic regression on limits, bills and payments.',
    sourceRun: 'lr-0044',
    sourceCommit: '7c1f0e2',
  }
  const key = { model: MODEL, version: await addVersion(runtime, engineer, input, 'credit-default/logistic.onnx') }
  await assess(runtime, engineer, key, ['performance', 'data-quality', 'drift', 'fairness', 'explanation'], await creditSnapshots(runtime, engineer))
  await writeCard(runtime, engineer, key, CARD)
  const request = await seekApproval(runtime, engineer, key, 'Calls are made from next week on.', [
    { by: reviewer, reason: 'It only orders calls, and ranks well above chance; drift and quality read.' },
    { by: officer, reason: 'Fairness holds for sex and age band.' },
  ])
  await discuss(runtime, request, [{ by: reviewer, to: engineer, body: 'who pays late is known within days here. Please send the labels weekly.' }])
  await deployOnce(runtime, engineer, key)
}

/** Six weeks whose inputs stay as they were; in the last two, who pays late is no longer who did, and labels tell within days. */
export async function serveCalls(runtime: Runtime, { engineer }: People): Promise<void> {
  const weeks = dividedWeeks(['credit-default/week-1', 'credit-default/week-2', 'credit-default/week-6'], 2, { labelsSooner: 12 })
  await sendTraffic(runtime, engineer, { model: MODEL, features: CREDIT_FEATURES, weeks, label: 'default_next_month', attributes: CREDIT_GROUPS })
  await assessWindowsOf(runtime, engineer, MODEL)
}
