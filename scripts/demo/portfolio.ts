import type { CardNarrative } from '#server/contracts/cards.ts'
import type { Runtime } from '#server/domain/kit/index.ts'
import type { People } from './accounts.ts'
import { seedCalls } from './calls.ts'
import { CREDIT_FEATURES, GERMAN_FEATURES, HOUSING_FEATURES, PROTECTED_CODES } from './columns.ts'
import { seedDigits } from './digits.ts'
import { seedEmployment } from './employment.ts'
import { seedIncome } from './income.ts'
import { addDataset, addModel, addSnapshot, addVersion, assess, assessWindowsOf, deployOnce, say, seekApproval, writeCard } from './steps.ts'
import { sendTraffic } from './traffic.ts'
import { seedTumours } from './tumours.ts'

const CREDIT_CARD: CardNarrative = {
  intendedUse: 'Estimates the probability that a credit card client defaults next month, to set limits and to offer instalment plans early.',
  outOfScopeUse: 'Mortgages, business loans, and any decision about clients without six months of history.',
  limitations: 'Trained on clients of one bank in Taiwan in 2005. Payment behaviour elsewhere and today differs.',
  ethicalConsiderations: 'A false alarm costs a client credit. Selection rates are compared by sex, age band, education and marital status at every release.',
  humanOversight: 'A loan officer sees the score with its three largest reasons and confirms every reduction of a limit.',
}
const SMALL_CARD: CardNarrative = {
  intendedUse: 'Sorts applications for small instalment loans for closer reading.',
  outOfScopeUse: 'Deciding on an application without a person.',
  limitations: 'A thousand applications of 1994; some groups hold a handful of people.',
  ethicalConsiderations: 'Too few foreign workers are in the data to compare them.',
  humanOversight: 'Each application is read by a clerk.',
}
const HOUSING_CARD: CardNarrative = {
  intendedUse: 'Estimates the median income of a census block for planning branch locations.',
  outOfScopeUse: 'Any statement about a person or a household.',
  limitations: 'California in 1990. Blocks in the north of the state are rare in training.',
  ethicalConsiderations: 'Not used for decisions about people; it could stand in for neighbourhood, so it stays internal.',
  humanOversight: 'Planners use it beside their own survey.',
}

async function seedCredit(runtime: Runtime, { engineer, reviewer, officer, admin }: People): Promise<void> {
  const dataset = 'credit-card-clients'
  const schema = {
    label: 'default_next_month',
    favourableOutcome: 0,
    positiveLabel: 1,
    entityId: 'client_id',
    protectedAttributes: ['sex', 'age_band'],
    features: [...CREDIT_FEATURES, ...PROTECTED_CODES],
  }
  await addDataset(runtime, engineer, {
    name: dataset,
    team: 'lending',
    description: 'Clients, six months of bills and payments, default in the month after.',
    schema,
  })
  const snapshots = {
    reference: await addSnapshot(runtime, engineer, dataset, 'reference', 'credit-default/reference.csv'),
    evaluation: await addSnapshot(runtime, engineer, dataset, 'evaluation', 'credit-default/evaluation.csv'),
  }
  const model = 'credit-default'
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
    await writeCard(runtime, engineer, key, CREDIT_CARD)
    const decisions = release.live
      ? [
          { by: reviewer, reason: 'Metrics reproduced; drift and quality read.' },
          { by: officer, reason: 'Fairness holds for every declared attribute; the card is complete.' },
        ]
      : []
    const request = await seekApproval(runtime, admin, key, `${release.description} Ranks better than what is live.`, decisions)
    if (request.state === 'approved') await deployOnce(runtime, engineer, key)
  }
  const weeks = [1, 2, 3, 4, 5, 6].map((week) => `credit-default/week-${week}`)
  const sent = await sendTraffic(runtime, engineer, { model, features: CREDIT_FEATURES, weeks, label: 'default_next_month' })
  if (sent) await assessWindowsOf(runtime, engineer, model)
}

async function seedSmallLoans(runtime: Runtime, { engineer }: People): Promise<void> {
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
  await writeCard(runtime, engineer, key, SMALL_CARD)
  await seekApproval(runtime, engineer, key, 'First version; sorts applications for reading.', [])
}

async function seedHousing(runtime: Runtime, { estates }: People): Promise<void> {
  const dataset = 'census-blocks'
  const schema = { label: 'median_income', entityId: 'block_id', features: HOUSING_FEATURES }
  await addDataset(runtime, estates, { name: dataset, team: 'property', description: 'Census blocks with housing, occupancy and place.', schema })
  const snapshots = {
    reference: await addSnapshot(runtime, estates, dataset, 'reference', 'housing/reference.parquet'),
    evaluation: await addSnapshot(runtime, estates, dataset, 'evaluation', 'housing/evaluation.parquet'),
  }
  const model = 'area-income'
  await addModel(runtime, estates, {
    name: model,
    team: 'property',
    description: 'Median income of a census block, for planning branches.',
    purpose: 'operational',
    exposure: 'internal',
  })
  say('area-income: waits for its reviewer')
  const input = {
    model,
    dataset,
    features: HOUSING_FEATURES,
    decision: { output: 'variable' },
    description: 'XGBoost regression.',
    sourceRun: 'xgb-0007',
    sourceCommit: 'b03c77d',
  }
  const key = { model, version: await addVersion(runtime, estates, input, 'housing/xgboost.onnx') }
  await assess(runtime, estates, key, ['performance', 'data-quality', 'drift', 'explanation'], snapshots)
  await writeCard(runtime, estates, key, HOUSING_CARD)
  await seekApproval(runtime, estates, key, 'Needed for the plan of next year.', [])
}

/**
 * Eight models in different states: live, superseded, blocked by fairness, inconclusive on a small group, waiting, rejected, withdrawn,
 * revoked, approved and not yet deployed, and a file that is no model.
 */
export async function seedPortfolio(runtime: Runtime, people: People): Promise<void> {
  await seedCredit(runtime, people)
  await seedSmallLoans(runtime, people)
  await seedHousing(runtime, people)
  await seedTumours(runtime, people)
  await seedDigits(runtime, people)
  await seedIncome(runtime, people)
  await seedEmployment(runtime, people)
  await seedCalls(runtime, people)
}
