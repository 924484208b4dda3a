import type { RowExplanation } from '#server/contracts/serving.ts'
import type { Twin } from '../../charts/figure.tsx'
import { throughLink, type Link } from '../../charts/waterfall-layout.ts'
import { formatCount, formatInterval, formatMetric, formatPercent, formatPower, formatSigned, inWords } from '../../ui/format.ts'
import { sentence } from '../requests/request-words.ts'
import { valueWords } from './prediction-values.ts'

/** How the console speaks of the explanation of one row. Pure. */

export const linkOf = ({ space }: Pick<RowExplanation, 'space'>): Link => (space.startsWith('log-odds') ? 'logit' : 'identity')

const bySize = ({ attributions }: RowExplanation) => attributions.toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))

/** Whether contributions are exact, against what, and how closely they add up. */
export function explanationLead(explanation: RowExplanation): string {
  const error = Math.abs(explanation.additivityError)
  const sum = error === 0 ? 'They add up to the score exactly.' : `They add up to the score within ${error < 1e-3 ? formatPower(error) : formatMetric(error)}.`
  return `${explanation.exact ? 'Exact contributions' : 'Sampled contributions'} against ${formatCount(explanation.baseline.rows)} reference rows${explanation.exact ? '; no sampling' : ''}. ${sum}`
}

export function explanationCaption(explanation: RowExplanation): string {
  const [up, down] = [explanation.attributions.filter((a) => a.contribution > 0), explanation.attributions.filter((a) => a.contribution < 0)]
  const [strongest] = bySize(explanation)
  const link = linkOf(explanation)
  const base = throughLink(explanation.baseValue, link)
  const from = link === 'logit' ? formatPercent(base) : formatMetric(base)
  return `${sentence(inWords(up.length))} ${up.length === 1 ? 'input raises' : 'inputs raise'} the score above the average row’s ${from}, ${inWords(down.length)} ${down.length === 1 ? 'lowers' : 'lower'} it${strongest ? `; ${strongest.feature} moves it most` : ''}.`
}

export function explanationTwin(explanation: RowExplanation): Twin {
  const rows = bySize(explanation)
  const intervals = rows.some((row) => row.lower !== undefined)
  return {
    caption: `Contributions in ${explanation.space}`,
    columns: [
      { label: 'Input' },
      { label: 'Value', kind: 'number' },
      { label: 'Contribution', kind: 'number' },
      ...(intervals ? [{ label: '95 % interval', kind: 'interval' as const }] : []),
    ],
    rows: rows.map((row) => [
      row.feature,
      valueWords(row.value),
      formatSigned(row.contribution, 4),
      ...(intervals ? [formatInterval(row.lower, row.upper, 4, true)] : []),
    ]),
    csv: rows.map((row) => [
      row.feature,
      row.value === null ? null : String(row.value),
      row.contribution,
      ...(intervals ? [`${row.lower} to ${row.upper}`] : []),
    ]),
  }
}
