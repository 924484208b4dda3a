import type { CardNarrative } from '#server/contracts/cards.ts'
import type { Runtime } from '#server/domain/kit/index.ts'
import type { People } from './accounts.ts'
import { CREDIT_FEATURES } from './columns.ts'
import { CREDIT_DATASET, CREDIT_GROUPS, creditSnapshots } from './credit.ts'
import { addModel, addVersion, assess, assessWindowsOf, deployOnce, say, seekApproval, writeCard } from './steps.ts'
import { sendTraffic } from './traffic.ts'
import { dividedWeeks } from './weeks.ts'

const MODEL = 'instalment-offers'
const CARD: CardNarrative = {
  intendedUse: 'Finds clients who may not be able to pay at once, to offer them instalments before they ask.',
  outOfScopeUse: 'Refusing credit, and prices.',
  limitations: 'Trained on clients of one bank in Taiwan in 2005.',
  ethicalConsiderations: 'An offer that is not needed costs nothing. Selection rates are compared by sex and age band.',
  humanOversight: 'The offer is sent by an adviser, who knows the client.',
}

/** Approved and live. It reads the dataset of the credit models. */
export async function seedOffers(runtime: Runtime, { engineer, reviewer, officer }: People): Promise<void> {
  await addModel(runtime, engineer, {
    name: MODEL,
    team: 'lending',
    description: 'Who is offered to pay in instalments.',
    purpose: 'credit',
    exposure: 'customer',
  })
  say(`${MODEL}: boosted trees, live`)
  const input = {
    model: MODEL,
    dataset: CREDIT_DATASET,
    features: CREDIT_FEATURES,
    decision: { output: 'probabilities', class: 1, threshold: 0.25 },
    description: 'Histogram gradient boosting on limits, bills and payments.',
    sourceRun: 'hgb-0058',
    sourceCommit: 'e1b7a90',
  }
  const key = { model: MODEL, version: await addVersion(runtime, engineer, input, 'credit-default/hist-gradient-boosting.onnx') }
  await assess(runtime, engineer, key, ['performance', 'data-quality', 'drift', 'fairness', 'explanation'], await creditSnapshots(runtime, engineer))
  await writeCard(runtime, engineer, key, CARD)
  const request = await seekApproval(runtime, engineer, key, 'Advisers ask for a list each week.', [
    { by: reviewer, reason: 'Ranks better than the champion of credit-default on the same clients; intervals read.' },
    { by: officer, reason: 'An offer refuses nobody anything, and selection rates are alike.' },
  ])
  if (request.state === 'approved') await deployOnce(runtime, engineer, key)
}

/** Six weeks in which clients are as they were. */
export async function serveOffers(runtime: Runtime, { engineer }: People): Promise<void> {
  const weeks = dividedWeeks(['credit-default/week-1', 'credit-default/week-2'], 3, { labelsSooner: 4 })
  await sendTraffic(runtime, engineer, { model: MODEL, features: CREDIT_FEATURES, weeks, label: 'default_next_month', attributes: CREDIT_GROUPS })
  await assessWindowsOf(runtime, engineer, MODEL)
}
