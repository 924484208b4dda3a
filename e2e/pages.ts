import { readdirSync } from 'node:fs'
import { join, sep } from 'node:path'
import type { Role } from '#server/contracts/roles.ts'
import { apiAs } from './people.ts'

/** What addresses of the demo are made of. */
interface Ids {
  evidence: Record<string, string>
  request: Record<'open' | 'blocked' | 'approved', string>
  deployment: string
  prediction: string
  event: string
}

export interface Sample {
  /** Beside the route in the name of a test. */
  readonly what?: string
  readonly path: string | ((ids: Ids) => string)
  /** Who looks at it; the compliance officer where nobody is named. */
  readonly as?: Role
}

const V3 = '/models/credit-default/versions/3'

/** For each route of the console one address at least, with the demo's things in it. */
const SAMPLES: Record<string, readonly Sample[]> = {
  '/': [{ path: '/' }, { what: 'engineer', path: '/', as: 'ml-engineer' }],
  '/audit': [{ path: '/audit' }, { what: 'one event', path: ({ event }) => `/audit?event=${event}` }],
  '/costs': [{ path: '/costs' }, { what: 'finops', path: '/costs', as: 'finops' }],
  '/datasets': [{ path: '/datasets' }],
  '/datasets/[dataset]': [{ path: '/datasets/credit-card-clients', as: 'ml-engineer' }],
  '/datasets/new': [{ path: '/datasets/new', as: 'ml-engineer' }],
  '/deployments': [{ path: '/deployments' }],
  '/deployments/[deployment]': [{ path: ({ deployment }) => `/deployments/${deployment}` }],
  '/deployments/[deployment]/windows': [{ path: ({ deployment }) => `/deployments/${deployment}/windows` }],
  '/deployments/new': [{ path: '/deployments/new', as: 'ml-engineer' }],
  '/drift': [{ path: '/drift' }],
  '/evidence/[id]': ['performance', 'data-quality', 'drift', 'fairness', 'explanation', 'regression'].map((kind) => ({
    what: kind,
    path: ({ evidence }) => `/evidence/${evidence[kind]}`,
  })),
  '/fairness': [{ path: '/fairness' }],
  '/inbox': [{ path: '/inbox' }, { what: 'engineer', path: '/inbox', as: 'ml-engineer' }],
  '/lineage': [{ path: '/lineage?dataset=credit-card-clients' }],
  '/models': [{ path: '/models' }],
  '/models/[model]': [{ path: '/models/credit-default', as: 'ml-engineer' }],
  '/models/[model]/health': [
    { path: '/models/credit-default/health' },
    { what: 'all time', path: '/models/credit-default/health?days=all', as: 'ml-engineer' },
  ],
  '/models/[model]/versions/[version]': [{ path: V3 }, { what: 'live', path: '/models/credit-default/versions/2', as: 'ml-engineer' }],
  '/models/[model]/versions/[version]/card': [{ path: `${V3}/card` }, { what: 'author', path: `${V3}/card`, as: 'ml-engineer' }],
  '/models/[model]/versions/[version]/evidence': [{ path: `${V3}/evidence` }],
  '/models/[model]/versions/[version]/explain': [{ path: `${V3}/explain` }],
  '/models/[model]/versions/[version]/history': [{ path: `${V3}/history` }],
  '/models/[model]/versions/[version]/lineage': [{ path: `${V3}/lineage` }],
  '/models/[model]/versions/[version]/request': [{ path: `${V3}/request`, as: 'ml-engineer' }],
  '/models/[model]/versions/new': [
    { path: '/models/credit-default/versions/new', as: 'ml-engineer' },
    { what: 'registered', path: '/models/credit-default/versions/new?version=3', as: 'ml-engineer' },
  ],
  '/models/new': [{ path: '/models/new', as: 'ml-engineer' }],
  '/policies': [{ path: '/policies' }],
  '/predictions': [{ path: '/predictions' }],
  '/predictions/[prediction]': [{ path: ({ prediction }) => `/predictions/${prediction}` }],
  '/requests': [{ path: '/requests' }],
  '/requests/[request]': (['open', 'blocked', 'approved'] as const).map((state) => ({ what: state, path: ({ request }) => `/requests/${request[state]}` })),
  '/settings': [{ path: '/settings' }],
  '/settings/people': [{ path: '/settings/people', as: 'admin' }],
  '/settings/services': [{ path: '/settings/services', as: 'admin' }],
  '/settings/sessions': [{ path: '/settings/sessions', as: 'admin' }],
  '/settings/teams': [{ path: '/settings/teams', as: 'admin' }],
  '/[...missing]': [{ path: '/no/such/page' }],
}

const APP = join(import.meta.dirname, '..', 'app', '(console)')

/** The routes behind the sign-in, as the folders of the app name them. */
export const consoleRoutes = (): string[] =>
  readdirSync(APP, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.split(sep).at(-1) === 'page.tsx')
    .map(
      (file) =>
        `/${file
          .split(sep)
          .slice(0, -1)
          .filter((part) => !part.startsWith('('))
          .join('/')}`,
    )
    .toSorted()

/** The samples of the routes that exist. */
export const samples = (): { readonly route: string; readonly sample: Sample }[] =>
  consoleRoutes().flatMap((route) => (SAMPLES[route] ?? []).map((sample) => ({ route, sample })))

export const hasSample = (route: string): boolean => SAMPLES[route] !== undefined
export const pathOf = ({ path }: Sample, ids: Ids): string => (typeof path === 'string' ? path : path(ids))

/** Finds one of each thing in the demo. */
export async function demoIds(): Promise<Ids> {
  const api = apiAs('compliance-officer')
  const [credit, income, requests, predictions, deployments, events] = await Promise.all([
    api.governance.listEvidence.query({ model: 'credit-default', version: '3' }),
    api.governance.listEvidence.query({ model: 'area-income', version: '1', kind: 'performance' }),
    api.governance.listRequests.query({ limit: 100 }),
    api.serving.listPredictions.query({ model: 'credit-default', limit: 1 }),
    api.serving.listDeployments.query({ model: 'credit-default', state: 'active' }),
    api.ledger.listAuditEvents.query({ limit: 5 }),
  ])
  const requestOf = (model: string) => requests.items.find((item) => item.model === model)
  const approved = requests.items.find((item) => item.state === 'approved')
  const [open, blocked] = [requestOf('area-income'), requestOf('small-loans')]
  const [regression, prediction, deployment, event] = [income.items[0], predictions.items[0], deployments.items[0], events.items[4]]
  if (!open || !blocked || !approved || !regression || !prediction || !deployment || !event) throw new Error('the demo is not complete')
  return {
    evidence: { ...Object.fromEntries(credit.items.toReversed().map(({ kind, id }) => [kind, id])), regression: regression.id },
    request: { open: open.id, blocked: blocked.id, approved: approved.id },
    deployment: deployment.id,
    prediction: prediction.id,
    event: event.id,
  }
}
