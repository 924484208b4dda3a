import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { CREDIT_FEATURES } from '../scripts/demo/columns.ts'
import { apiOf, dataFile, keyOf, putBytes, until } from './api.ts'
import { account } from './people.ts'

export interface Candidate {
  model: string
  version: string
  request: string
}

const NARRATIVE = {
  intendedUse: 'Estimates the probability that a client defaults next month.',
  outOfScopeUse: 'Business loans.',
  limitations: 'One bank, one country.',
  ethicalConsiderations: 'Selection rates are compared by sex and age band.',
  humanOversight: 'A loan officer confirms every refusal.',
}

/** One client of the demo's week, as an inference request that asks for its explanation. */
export function oneRow() {
  const [head, first] = readFileSync(dataFile('demo', 'credit-default', 'week-1.csv'), 'utf8').split('\n')
  const cells = new Map(head?.split(',').map((name, i) => [name.trim(), first?.split(',')[i] ?? '']))
  const data = CREDIT_FEATURES.map((name) => Number(cells.get(name)))
  return { inputs: [{ name: 'features', datatype: 'FP32', shape: [1, data.length], data }] }
}

/**
 * A credit model of high risk whose gates hold, put to the vote by the engineer of lending: all by API, on the demo's dataset,
 * so that a test about decisions begins with one to take.
 */
export async function makeCandidate(): Promise<Candidate> {
  const key = keyOf(account('ml-engineer', 'lending').email)
  const api = apiOf(key)
  const model = `candidate-${randomUUID().slice(-8)}`
  const dataset = 'credit-card-clients'
  await api.registry.createModel.mutate({ name: model, team: 'lending', description: 'Made to be decided on.', purpose: 'credit', exposure: 'customer' })
  const decision = { output: 'probabilities', class: 1, threshold: 0.27 }
  const { version } = await api.registry.createVersion.mutate({ model, dataset, features: CREDIT_FEATURES, decision })
  await putBytes(key, `/models/${model}/versions/${version}/artifact`, dataFile('demo', 'credit-default', 'xgboost-v2.onnx'))
  await until(
    'the intake',
    () => api.registry.getVersion.query({ model, version }),
    ({ status }) => status === 'ready',
  )
  const { items } = await api.datasets.listSnapshots.query({ dataset })
  const snapshotOf = (role: string): string => items.find((item) => item.role === role && item.status === 'ready')?.id ?? ''
  const kinds = ['performance', 'data-quality', 'drift', 'fairness', 'explanation'] as const
  const { id } = await api.monitoring.startAssessment.mutate({
    model,
    version,
    kinds: [...kinds],
    evaluation: snapshotOf('evaluation'),
    reference: snapshotOf('reference'),
  })
  await until(
    'the assessment',
    () => api.monitoring.getAssessment.query({ assessment: id }),
    ({ status }) => status === 'succeeded',
    180,
  )
  await api.cards.updateCard.mutate({ model, version, ...NARRATIVE })
  const request = await api.governance.openRequest.mutate({ model, version, environment: 'production', justification: 'Ranks better than what is live.' })
  return { model, version, request: request.id }
}
