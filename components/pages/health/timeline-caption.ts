import { metricTitle } from '#server/contracts/metric-titles.ts'
import type { ModelHealthView } from '#server/contracts/model-health.ts'
import { formatCount, formatMetric } from '../../ui/format.ts'

const best = (performance: { readonly value: number | null; readonly estimate: number | null } | null): string | null => {
  if (performance?.value != null) return formatMetric(performance.value, 3)
  return performance?.estimate == null ? null : `${formatMetric(performance.estimate, 3)} estimated`
}

/** What moved from the first day shown to the last, in a sentence. */
export function timelineCaption({ windows, windowsTotal, metric }: ModelHealthView): string {
  if (windows.length === 0) return 'Nothing was predicted in these days; what else happened is marked.'
  const psi = windows.flatMap(({ drift }) => (drift?.psi == null ? [] : [formatMetric(drift.psi, 3)]))
  const values = windows.flatMap(({ performance }) => best(performance) ?? [])
  const moved = (name: string, list: readonly string[]): string | null =>
    list.length === 0 ? null : list.length === 1 ? `${name} is ${list[0]}` : `${name} went from ${list[0]} to ${list.at(-1)}`
  const said = [moved('Largest PSI', psi), metric === null ? null : moved(metricTitle(metric), values)].filter((part) => part !== null)
  const thinned =
    windows.length < windowsTotal
      ? ` Of ${formatCount(windowsTotal)} windows ${formatCount(windows.length)} are drawn: of each stretch the one that moved the most.`
      : ''
  return `${said.length === 0 ? 'No window in these days could be measured' : said.join('; ')}.${thinned}`
}
