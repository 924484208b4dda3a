import { domains } from '#server/domain/operations.ts'
import { webRuntime } from '#server/runtime.ts'
import { proceduresOf } from './from-operations.ts'
import { t } from './init.ts'

export const appRouter = t.router({
  identity: t.router(proceduresOf(webRuntime, domains.identity)),
  ledger: t.router(proceduresOf(webRuntime, domains.ledger)),
  registry: t.router(proceduresOf(webRuntime, domains.registry)),
  datasets: t.router(proceduresOf(webRuntime, domains.datasets)),
  governance: t.router(proceduresOf(webRuntime, domains.governance)),
  cards: t.router(proceduresOf(webRuntime, domains.cards)),
  serving: t.router(proceduresOf(webRuntime, domains.serving)),
  explain: t.router(proceduresOf(webRuntime, domains.explain)),
  monitoring: t.router(proceduresOf(webRuntime, domains.monitoring)),
  finops: t.router(proceduresOf(webRuntime, domains.finops)),
  history: t.router(proceduresOf(webRuntime, domains.history)),
  search: t.router(proceduresOf(webRuntime, domains.search)),
  installation: t.router(proceduresOf(webRuntime, domains.installation)),
})

export type AppRouter = typeof appRouter
