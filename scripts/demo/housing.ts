import type { CardNarrative } from '#server/contracts/cards.ts'
import type { Runtime } from '#server/domain/kit/index.ts'
import type { People } from './accounts.ts'
import { HOUSING_FEATURES } from './columns.ts'
import { addDataset, addModel, addSnapshot, addVersion, assess, say, seekApproval, writeCard } from './steps.ts'

const CARD: CardNarrative = {
  intendedUse: 'Estimates the median income of a census block for planning branch locations.',
  outOfScopeUse: 'Any statement about a person or a household.',
  limitations: 'California in 1990. Blocks in the north of the state are rare in training.',
  ethicalConsiderations: 'Not used for decisions about people; it could stand in for neighbourhood, so it stays internal.',
  humanOversight: 'Planners use it beside their own survey.',
}

/** Waits for its one signature. */
export async function seedHousing(runtime: Runtime, { estates }: People): Promise<void> {
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
  await writeCard(runtime, estates, key, CARD)
  await seekApproval(runtime, estates, key, 'Needed for the plan of next year.', [])
}
