import type { Actor } from '#server/contracts/actor.ts'
import type { CardNarrative } from '#server/contracts/cards.ts'
import type { Runtime } from '#server/domain/kit/index.ts'
import type { People } from './accounts.ts'
import { CREDIT_FEATURES, PROTECTED_CODES } from './columns.ts'
import { addDataset, addModel, addSnapshot, addVersion, assess, assessWindowsOf, deployOnce, say, seekApproval, writeCard } from './steps.ts'
import { sendTraffic } from './traffic.ts'
import { dividedWeeks } from './weeks.ts'

export const CREDIT_DATASET = 'credit-card-clients'
/** Known of each client and compared, though the models do not read them. */
export const CREDIT_GROUPS = ['sex', 'age_band']
const MODEL = 'credit-default'

const CARD: CardNarrative = {
  intendedUse: 'Estimates the probability that a credit card client defaults next month, to set limits and to offer instalment plans early.',
  outOfScopeUse: 'Mortgages, business loans, and any decision about clients without six months of history.',
  limitations: 'Trained on clients of one bank in Taiwan in 2005. Payment behaviour elsewhere and today differs.',
  ethicalConsiderations: 'A false alarm costs a client credit. Selection rates are compared by sex, age band, education and marital status at every release.',
  humanOversight: 'A loan officer sees the score with its three largest reasons and confirms every reduction of a limit.',
}

/** The two snapshots that every credit model is measured on. */
export async function creditSnapshots(runtime: Runtime, engineer: Actor): Promise<{ reference: string; evaluation: string }> {
  return {
    reference: await addSnapshot(runtime, engineer, CREDIT_DATASET, 'reference', 'credit-default/reference.csv'),
    evaluation: await addSnapshot(runtime, engineer, CREDIT_DATASET, 'evaluation', 'credit-default/evaluation.csv'),
  }
}

/** Two versions that went live, one after the other, and a third that fairness blocks. */
export async function seedCredit(runtime: Runtime, { engineer, reviewer, officer, admin }: People): Promise<void> {
  const dataset = CREDIT_DATASET
  const schema = {
    label: 'default_next_month',
    favourableOutcome: 0,
    positiveLabel: 1,
    entityId: 'client_id',
    protectedAttributes: CREDIT_GROUPS,
    features: [...CREDIT_FEATURES, ...PROTECTED_CODES],
  }
  await addDataset(runtime, engineer, {
    name: dataset,
    team: 'lending',
    description: 'Clients, six months of bills and payments, default in the month after.',
    schema,
  })
  const snapshots = await creditSnapshots(runtime, engineer)
  const model = MODEL
  await addModel(runtime, engineer, {
    name: model,
    team: 'lending',
    description: 'Probability that a credit card client defaults next month.',
    purpose: 'credit',
    exposure: 'customer',
  })
  const releases = [
    { file: 'xgboost-v1', run: 'xgb-0071', threshold: 0.2, features: CREDIT_FEATURES, description: 'Champion: one shallow tree ensemble.', live: true },
    { file: 'xgboost-v2', run: 'xgb-0093', threshold: 0.27, features: CREDIT_FEATURES, description: 'Challenger: 200 trees on the same inputs.', live: true },
    {
      file: 'xgboost-v3',
      run: 'xgb-0104',
      threshold: 0.32,
      features: [...CREDIT_FEATURES, ...PROTECTED_CODES],
      description: 'Adds age, sex, marital status and education.',
      live: false,
    },
  ]
  for (const release of releases) {
    say(`credit-default: ${release.description}`)
    const decision = { output: 'probabilities', class: 1, threshold: release.threshold }
    const input = {
      model,
      dataset,
      features: release.features,
      decision,
      description: release.description,
      sourceRun: release.run,
      sourceCommit: `7c1f0e2${release.run.slice(-2)}`,
    }
    const version = await addVersion(runtime, engineer, input, `credit-default/${release.file}.onnx`)
    const key = { model, version }
    await assess(runtime, engineer, key, ['performance', 'data-quality', 'drift', 'fairness', 'explanation'], snapshots)
    await writeCard(runtime, engineer, key, CARD)
    const decisions = release.live
      ? [
          { by: reviewer, reason: 'Metrics reproduced; drift and quality read.' },
          { by: officer, reason: 'Fairness holds for every declared attribute; the card is complete.' },
        ]
      : []
    const request = await seekApproval(runtime, admin, key, `${release.description} Ranks better than what is live.`, decisions)
    if (request.state === 'approved') await deployOnce(runtime, engineer, key)
  }
}

/** In production: three weeks as ever, one with somewhat other clients, a fifth whose amounts come in another unit, and now with quite other clients. */
export async function serveCredit(runtime: Runtime, { engineer }: People): Promise<void> {
  const asEver = [{ file: 'credit-default/week-1' }, ...dividedWeeks(['credit-default/week-2'], 2)]
  const weeks = [...asEver, ...[3, 5, 4].map((week) => ({ file: `credit-default/week-${week}` }))]
  await sendTraffic(runtime, engineer, { model: MODEL, features: CREDIT_FEATURES, weeks, label: 'default_next_month', attributes: CREDIT_GROUPS })
  await assessWindowsOf(runtime, engineer, MODEL)
}
