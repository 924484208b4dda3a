'use client'

import { useQuery } from '@tanstack/react-query'
import { Figure } from '../../charts/figure.tsx'
import type { Twin } from '../../charts/figure.tsx'
import { Waterfall } from '../../charts/waterfall.tsx'
import { throughLink } from '../../charts/waterfall-layout.ts'
import type { Link } from '../../charts/waterfall-layout.ts'
import { failureOf } from '../../trpc/problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import type { Outputs } from '../../trpc/trpc.ts'
import { Banner } from '../../ui/banner.tsx'
import { formatCount, formatInterval, formatMetric, formatPercent, formatPower, formatSigned, inWords } from '../../ui/format.ts'
import { Section } from '../../ui/section.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { sentence } from '../requests/request-words.ts'
import { valueWords } from './prediction-values.ts'

type Explanation = Outputs['explain']['explainPrediction']

const linkOf = (explanation: Explanation): Link => (explanation.space.startsWith('log-odds') ? 'logit' : 'identity')

function leadOf(explanation: Explanation): string {
  const error = Math.abs(explanation.additivityError)
  const sum = error === 0 ? 'They add up to the score exactly.' : `They add up to the score within ${error < 1e-3 ? formatPower(error) : formatMetric(error)}.`
  return `${explanation.exact ? 'Exact contributions' : 'Sampled contributions'} against ${formatCount(explanation.baseline.rows)} reference rows${explanation.exact ? '; no sampling' : ''}. ${sum}`
}

function captionOf(explanation: Explanation): string {
  const [up, down] = [explanation.attributions.filter((a) => a.contribution > 0), explanation.attributions.filter((a) => a.contribution < 0)]
  const strongest = explanation.attributions.toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))[0]
  const link = linkOf(explanation)
  const base = throughLink(explanation.baseValue, link)
  const from = link === 'logit' ? formatPercent(base) : formatMetric(base)
  return `${sentence(inWords(up.length))} ${up.length === 1 ? 'input raises' : 'inputs raise'} the score above the average row’s ${from}, ${inWords(down.length)} ${down.length === 1 ? 'lowers' : 'lower'} it${strongest ? `; ${strongest.feature} moves it most` : ''}.`
}

function twinOf(explanation: Explanation): Twin {
  const rows = explanation.attributions.toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
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

interface WhySectionProps {
  readonly prediction: string
  readonly row: number
  readonly threshold: number | null
}

/** How the score of one row came about; asked for only when the page is open, as it may have to be computed. */
export function WhySection({ prediction, row, threshold }: WhySectionProps) {
  const trpc = useTRPC()
  const { data, error, isPending } = useQuery({ ...trpc.explain.explainPrediction.queryOptions({ prediction, row }), staleTime: Infinity, retry: false })
  if (error) {
    return (
      <Section title="Why">
        <Banner state="not-measured" title="This row has no explanation now">
          {failureOf(error).message} The prediction itself is on record all the same.
        </Banner>
      </Section>
    )
  }
  if (isPending) {
    return (
      <Section title="Why" lead="Contributions of the inputs are being computed.">
        <div role="status" aria-label="The explanation is being computed" className="min-h-96">
          <Skeleton width="min(40rem, 100%)" />
        </div>
      </Section>
    )
  }
  const link = linkOf(data)
  return (
    <Section title="Why" lead={leadOf(data)}>
      <Figure caption={captionOf(data)} twin={twinOf(data)} csvName={`explanation-${prediction}-${row}`}>
        <div className="scroll" tabIndex={0} role="group" aria-label="How the score came about">
          <Waterfall
            label={`How the score of row ${row} came about, from ${formatMetric(data.baseValue)} to ${formatMetric(data.margin)} in ${data.space}`}
            base={data.baseValue}
            contributions={data.attributions.map((attribution) => ({
              feature: attribution.feature,
              value: valueWords(attribution.value),
              contribution: attribution.contribution,
            }))}
            link={link}
            baseLabel="Average row"
            outputLabel="This row"
            words={['raises the score', 'lowers the score']}
            {...(threshold !== null && (link === 'identity' || (threshold > 0 && threshold < 1))
              ? { threshold: { value: threshold, label: `positive from ${threshold}` } }
              : {})}
          />
        </div>
      </Figure>
    </Section>
  )
}
