import type { CardNarrative } from '#server/contracts/cards.ts'
import type { Runtime } from '#server/domain/kit/index.ts'
import type { People } from './accounts.ts'
import { EMPLOYMENT_FEATURES } from './columns.ts'
import { discuss, withdraw } from './discuss.ts'
import { addDataset, addModel, addSnapshot, addVersion, assess, say, seekApproval, writeCard } from './steps.ts'

const CARD: CardNarrative = {
  intendedUse: 'Estimates how many people of an area are in work, for planning opening hours of branches.',
  outOfScopeUse: 'Any statement about one person.',
  limitations: 'Survey answers of Massachusetts in 2015; children are in the data and are never in work.',
  ethicalConsiderations: 'Reads sex and race. Selection rates are compared by both and by age band.',
  humanOversight: 'Planners read sums of areas only.',
}

/** Blocked by fairness, and withdrawn by the engineer who asked. */
export async function seedEmployment(runtime: Runtime, { estates, officer }: People): Promise<void> {
  const dataset = 'survey-persons'
  const schema = {
    label: 'employed',
    favourableOutcome: 1,
    positiveLabel: 1,
    entityId: 'person_id',
    protectedAttributes: ['sex', 'race', 'age_band'],
    features: EMPLOYMENT_FEATURES,
  }
  await addDataset(runtime, estates, { name: dataset, team: 'property', description: 'Persons of a survey, in work or not.', schema })
  const snapshots = {
    reference: await addSnapshot(runtime, estates, dataset, 'reference', 'employment-ma/reference.parquet'),
    evaluation: await addSnapshot(runtime, estates, dataset, 'evaluation', 'employment-ma/evaluation.parquet'),
  }
  const model = 'in-work'
  await addModel(runtime, estates, {
    name: model,
    team: 'property',
    description: 'Share of people in work, for opening hours.',
    purpose: 'operational',
    exposure: 'internal',
  })
  say(`${model}: withdrawn, since it fails by race and by age band`)
  const input = {
    model,
    dataset,
    features: EMPLOYMENT_FEATURES,
    decision: { output: 'probabilities', class: 1, threshold: 0.5 },
    description: 'XGBoost on sixteen answers.',
    sourceRun: 'xgb-0015',
    sourceCommit: '5a7d3c1',
  }
  const key = { model, version: await addVersion(runtime, estates, input, 'employment-ma/xgboost.onnx') }
  await assess(runtime, estates, key, ['performance', 'data-quality', 'drift', 'fairness', 'explanation'], snapshots)
  await writeCard(runtime, estates, key, CARD)
  const request = await seekApproval(runtime, estates, key, 'Opening hours of the coming year are planned with it.', [])
  await discuss(runtime, request, [{ by: officer, to: estates, body: 'age bands hold children, so that gate can hardly pass. Should they be in the data?' }])
  await withdraw(runtime, estates, request, 'Comes again with people of working age only.')
}
