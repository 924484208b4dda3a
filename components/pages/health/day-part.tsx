import Link from 'next/link'
import { metricTitle } from '#server/contracts/metric-titles.ts'
import type { ModelHealthView } from '#server/contracts/model-health.ts'
import { formatCount } from '../../ui/format.ts'
import { formatDate } from '../../ui/format-time.ts'
import { KeyValue } from '../../ui/key-value.tsx'
import { Section } from '../../ui/section.tsx'
import { windowName } from '../windows/window-words.ts'
import { money } from '../costs/costs-words.ts'
import type { DayReading } from './day-reading.ts'
import { evidenceHref } from './health-marks.ts'
import { startOf } from './health-range.ts'
import { fairnessWords, performanceWords, psiWords } from './health-words.ts'

const GRANTS = { live: 'allowed until', expired: 'its grant ended', revoked: 'its grant was revoked' } as const

function Measured({ href, children }: { readonly href: string | null; readonly children: string }) {
  return href ? <Link href={href}>{children}</Link> : children
}

function Deployed({ reading }: { readonly reading: DayReading }) {
  const { deployments, grant } = reading
  if (deployments.length === 0) return 'nothing'
  return (
    <>
      {deployments.map(({ id, version }, i) => (
        <span key={id}>
          {i > 0 ? ', before it ' : ''}
          <Link href={`/deployments/${id}`}>v{version}</Link>
        </span>
      ))}
      {grant ? `, ${GRANTS[grant.state]} ${formatDate(grant.until)}` : ''}
    </>
  )
}

/** All lanes on the day that is read, each with the evidence that it rests on. */
export function DayPart({ reading, health }: { readonly reading: DayReading; readonly health: ModelHealthView }) {
  const { day, window, cost, marks } = reading
  const { metric, currency } = health
  return (
    <Section title={formatDate(startOf(day))} lead="The day you read, 24 h UTC; each figure links its evidence.">
      <KeyValue
        items={[
          { label: 'Deployed', value: <Deployed reading={reading} /> },
          ...(window
            ? [
                { label: 'Window', value: <Link href={`/deployments/${window.deploymentId}/windows`}>{windowName(window)}</Link> },
                { label: 'Largest PSI', value: <Measured href={evidenceHref(window, 'drift')}>{psiWords(window)}</Measured> },
                {
                  label: metric === null ? 'Performance' : metricTitle(metric),
                  value: <Measured href={evidenceHref(window, 'performance')}>{performanceWords(window)}</Measured>,
                },
                { label: 'Lowest ratio', value: <Measured href={evidenceHref(window, 'fairness')}>{fairnessWords(window)}</Measured> },
                { label: 'Rows predicted', value: formatCount(window.rows) },
              ]
            : [{ label: 'Window', value: 'no window covers this day' }]),
          { label: 'Cost', value: cost ? <Link href={`/costs?from=${day}&to=${day}&by=version`}>{money(cost.amount, currency)}</Link> : 'nothing' },
          {
            label: 'Happened',
            value:
              marks.length === 0
                ? 'nothing'
                : marks.map(({ id, text, href }, i) => (
                    <span key={id}>
                      {i > 0 ? '; ' : ''}
                      <Link href={href}>{text}</Link>
                    </span>
                  )),
          },
        ]}
      />
    </Section>
  )
}
