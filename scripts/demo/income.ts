import type { CardNarrative } from '#server/contracts/cards.ts'
import type { Runtime } from '#server/domain/kit/index.ts'
import type { People } from './accounts.ts'
import { INCOME_FEATURES } from './columns.ts'
import { discuss } from './discuss.ts'
import { addDataset, addModel, addRefusedVersion, addSnapshot, addVersion, assess, say, seekApproval, writeCard } from './steps.ts'

const CARD: CardNarrative = {
  intendedUse: 'Chooses who is sent an offer for a premium account.',
  outOfScopeUse: 'Credit, employment, housing, and prices.',
  limitations: 'Census answers of the United States in 1994; incomes and occupations have changed since.',
  ethicalConsiderations: 'It does not read sex or race; marital status and relationship can stand in for them.',
  humanOversight: 'The campaign is read by marketing before it is sent; nobody is refused an account.',
}

/** Rejected with reasons; the next version is a file that is no model. */
export async function seedIncome(runtime: Runtime, { engineer, reviewer, officer }: People): Promise<void> {
  const dataset = 'census-persons'
  const schema = {
    label: 'income_over_50k',
    favourableOutcome: 1,
    positiveLabel: 1,
    entityId: 'person_id',
    protectedAttributes: ['sex', 'race'],
    features: INCOME_FEATURES,
  }
  await addDataset(runtime, engineer, { name: dataset, team: 'lending', description: 'Persons with work, education and income above a line.', schema })
  const snapshots = {
    reference: await addSnapshot(runtime, engineer, dataset, 'reference', 'adult/reference.parquet'),
    evaluation: await addSnapshot(runtime, engineer, dataset, 'evaluation', 'adult/evaluation.parquet'),
  }
  const model = 'income-bracket'
  await addModel(runtime, engineer, {
    name: model,
    team: 'lending',
    description: 'Who may earn enough for a premium account.',
    purpose: 'marketing',
    exposure: 'customer',
  })
  say(`${model}: rejected, since it fails by sex and by race`)
  const input = { model, dataset, features: INCOME_FEATURES, decision: { output: 'probabilities', class: 1, threshold: 0.5 } }
  const boosted = { ...input, description: 'Gradient boosting without sex and race.', sourceRun: 'gb-0031', sourceCommit: 'c90a7de' }
  const key = { model, version: await addVersion(runtime, engineer, boosted, 'adult/gradient-boosting.onnx') }
  await assess(runtime, engineer, key, ['performance', 'data-quality', 'drift', 'fairness', 'explanation'], snapshots)
  await writeCard(runtime, engineer, key, CARD)
  const request = await seekApproval(runtime, engineer, key, 'The campaign of the spring needs it; it reads neither sex nor race.', [
    {
      by: officer,
      decision: 'reject',
      reason: 'Leaving sex out does not make it fair: women are chosen far less often, through marital status and relationship. Retrain without them.',
    },
  ])
  await discuss(runtime, request, [
    { by: reviewer, to: engineer, body: 'the explanation ranks what stands in for sex; look there first.' },
    { by: engineer, to: officer, body: 'understood. The next version leaves both columns out.' },
  ])
  const unfetched = { ...input, description: 'Retrained; sent before its file was fetched.', sourceRun: 'gb-0036', sourceCommit: 'd14be02' }
  await addRefusedVersion(runtime, engineer, unfetched, '../hostile/onnx/lfs_pointer.onnx')
}
