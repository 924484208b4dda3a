import { cardOperations } from './cards/index.ts'
import { datasetOperations } from './datasets/index.ts'
import { explainOperations } from './explain/index.ts'
import { finopsOperations } from './finops/index.ts'
import { governanceOperations } from './governance/index.ts'
import { historyOperations } from './history/index.ts'
import { identityOperations } from './identity/index.ts'
import { installationOperations } from './installation/index.ts'
import type { AnyOperation } from './kit/index.ts'
import { ledgerOperations } from './ledger/index.ts'
import { monitoringOperations } from './monitoring/index.ts'
import { registryOperations } from './registry/index.ts'
import { searchOperations } from './search/index.ts'
import { servingOperations } from './serving/index.ts'

/** Everything the system can do: tRPC, REST, OpenAPI and the permission matrix follow from this list. */
export const domains = {
  identity: identityOperations,
  ledger: ledgerOperations,
  registry: registryOperations,
  datasets: datasetOperations,
  governance: governanceOperations,
  cards: cardOperations,
  serving: servingOperations,
  explain: explainOperations,
  monitoring: monitoringOperations,
  finops: finopsOperations,
  history: historyOperations,
  search: searchOperations,
  installation: installationOperations,
}

export const operations: AnyOperation[] = Object.values(domains).flatMap((domain): AnyOperation[] => Object.values(domain))
