import { inArray } from 'drizzle-orm'
import { z } from 'zod'
import { monitoringWindow } from '#drizzle/schema/monitoring.ts'
import { instant, name } from '#server/contracts/common.ts'
import { modelHealthView } from '#server/contracts/model-health.ts'
import { defineQuery, refuse } from '#server/domain/kit/index.ts'
import { modelByName } from '#server/domain/registry/index.ts'
import { windowQuery, windowViews } from '../windows/window-views.ts'
import { costDays } from './cost-days.ts'
import { headlineOf, healthWindowOf } from './health-window.ts'
import { deploymentsOf, evaluatedOf, grantsOf, limitsOf, requestsOf, versionsOf } from './model-life.ts'
import { windowStretches } from './window-stretches.ts'

/** More points than these no line of a page has room for. */
const MOST_WINDOWS = 600
const MOST_STRETCHES = 160

export const getModelHealth = defineQuery({
  name: 'get-model-health',
  summary: 'Everything about a model that has a time: versions, approvals, deployments, windows of production and cost',
  permission: 'read',
  input: z.object({ model: name, from: instant.optional(), to: instant.optional() }),
  output: modelHealthView,
  rest: { method: 'GET', path: '/models/{model}/health' },
  async run({ db, input }) {
    const { model: about, teamName } = await modelByName(db, input.model)
    const [from, to] = [input.from ?? null, input.to ?? null]
    if (from !== null && to !== null && Date.parse(from) >= Date.parse(to)) {
      refuse('invalid', 'The range ends before it begins.', [{ path: 'to', message: 'It is not after from.', fix: 'Send a to that is after from.' }])
    }
    const life = await windowStretches(db, about.id, null, null, MOST_STRETCHES)
    const told = await windowStretches(db, about.id, from, to, MOST_WINDOWS)
    const ids = told.map(({ worst }) => worst)
    const views = ids.length === 0 ? [] : await windowViews(db, await windowQuery(db).where(inArray(monitoringWindow.id, ids)).orderBy(monitoringWindow.from))
    const metric = headlineOf(views)
    const versions = await versionsOf(db, about.id)
    const { days, currency } = await costDays(db, about.id, from, to)
    const first = Math.min(about.createdAt.getTime(), life[0]?.from.getTime() ?? Infinity)
    return {
      model: about.name,
      team: teamName,
      since: new Date(first).toISOString(),
      metric,
      limits: await limitsOf(db, metric),
      windows: views.map((view) => healthWindowOf(view, metric)),
      windowsTotal: told.reduce((sum, { windows }) => sum + windows, 0),
      life: life.map(({ from: begins, to: ends, psi, drift }) => ({ from: begins.toISOString(), to: ends.toISOString(), psi, drift })),
      versions,
      requests: await requestsOf(db, about.id),
      grants: await grantsOf(db, about.id),
      deployments: await deploymentsOf(db, about.id),
      evaluated: await evaluatedOf(db, about.id, [...new Set(views.map(({ version }) => version))], metric),
      days,
      currency,
    }
  },
})
