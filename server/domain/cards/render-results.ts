import { byMetric, metricTitle } from '#server/contracts/metric-titles.ts'
import { UNDEFINED_REASONS } from '#server/kernel/numbers/measure.ts'
import type { UndefinedReason } from '#server/kernel/numbers/measure.ts'
import { html } from './html.ts'
import type { Markup } from './html.ts'
import type { CardView } from './read-card.ts'

type Json = Record<string, unknown>

const isObject = (value: unknown): value is Json => value !== null && typeof value === 'object' && !Array.isArray(value)
const objects = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : [])
const entries = (value: unknown): [string, unknown][] => (isObject(value) ? Object.entries(value) : [])

const number = (value: unknown): string => (typeof value === 'number' ? new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 4 }).format(value) : '–')

/** Measures by their titles, in the order in which a reader looks for them. */
const titled = (value: unknown): [string, unknown][] =>
  entries(value)
    .toSorted(([a], [b]) => byMetric(a, b))
    .map(([name, held]) => [metricTitle(name), held])

const reason = (code: string): string => (code in UNDEFINED_REASONS ? UNDEFINED_REASONS[code as UndefinedReason] : code)

/** A measure: its value and interval, or the reason why it has none. */
function measure(value: unknown): { value: string; interval: string } {
  if (!isObject(value)) return { value: '–', interval: '' }
  if (typeof value.undefined === 'string') return { value: '–', interval: `not defined: ${reason(value.undefined)}` }
  const interval = typeof value.lower === 'number' && typeof value.upper === 'number' ? `${number(value.lower)} to ${number(value.upper)}` : ''
  return { value: number(value.value), interval }
}

const measureRow = (name: string, value: unknown): Markup => {
  const shown = measure(value)
  return html`<tr>
    <th scope="row">${name}</th>
    <td class="n">${shown.value}</td>
    <td>${shown.interval}</td>
  </tr>`
}

const measures = (head: string, rows: [string, unknown][]): Markup =>
  html`<table>
    <thead>
      <tr>
        <th>${head}</th>
        <th class="n">Value</th>
        <th>95 % interval</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(([name, value]) => measureRow(name, value))}
    </tbody>
  </table>`

const performance = (result: Json): Markup =>
  html`<h2>Performance</h2>
    <p>Measured on ${number(result.n)} rows.</p>
    ${measures('Metric', titled(result.metrics))}`

function fairness(result: Json): Markup {
  return html`<h2>Fairness</h2>
    ${objects(result.attributes).map(
      (held) =>
        html`<p>${held.attribute}: groups compared with ${held.referenceGroup}, the largest. Rates are of the favourable outcome.</p>
          <table>
            <thead>
              <tr>
                <th>Group</th>
                <th class="n">Rows</th>
                <th class="n">Selection rate</th>
                <th>95 % interval</th>
              </tr>
            </thead>
            <tbody>
              ${objects(held.groups).map((group) => {
                const rate = measure(group.selectionRate)
                return html`<tr>
                  <th scope="row">${group.group}</th>
                  <td class="n">${number(group.n)}</td>
                  <td class="n">${rate.value}</td>
                  <td>${rate.interval}</td>
                </tr>`
              })}
            </tbody>
          </table>
          ${measures('Largest against smallest', titled(held.metrics))}`,
    )}`
}

function drift(result: Json): Markup {
  const features = objects(result.features)
  const drifted = features.filter((feature) => feature.verdict === 'drift').map((feature) => String(feature.feature))
  return html`<h2>Drift</h2>
    <p>Verdict: ${result.verdict}. ${drifted.length === 0 ? 'No feature has drifted' : `Drifted: ${drifted.join(', ')}`}, of ${features.length}.</p>`
}

function quality(result: Json): Markup {
  const findings = objects(result.findings)
  return html`<h2>Data quality</h2>
    <p>${findings.length === 0 ? 'Nothing was found.' : `${findings.length} findings.`}</p>
    ${
      findings.length === 0
        ? null
        : html`<table>
            <thead>
              <tr>
                <th>Code</th>
                <th>Column</th>
                <th class="n">Rows</th>
              </tr>
            </thead>
            <tbody>
              ${findings.map(
                (found) =>
                  html`<tr>
                    <th scope="row">${found.code}</th>
                    <td>${found.column}</td>
                    <td class="n">${number(found.count)}</td>
                  </tr>`,
              )}
            </tbody>
          </table>`
    }`
}

function explanation(result: Json): Markup {
  const features = objects(result.features).slice(0, 15)
  const rows = features.map((feature): [string, unknown] => [
    String(feature.feature),
    { value: feature.meanAbsoluteContribution, lower: feature.lower, upper: feature.upper },
  ])
  return html`<h2>Explanation</h2>
    <p>${result.exact === true ? 'Exact' : 'Estimated'} contributions (${result.method}) to the ${result.space}.</p>
    ${measures('Mean absolute contribution', rows)}`
}

const RENDERERS: [string, (result: Json) => Markup][] = [
  ['performance', performance],
  ['fairness', fairness],
  ['drift', drift],
  ['data-quality', quality],
  ['explanation', explanation],
]

/** The newest result of each kind, in a fixed order; a kind that was not measured says so. */
export const renderResults = (evidence: CardView['evidence']): Markup[] =>
  RENDERERS.map(([kind, render]) => {
    const held = evidence[kind]
    return held
      ? render(held.result)
      : html`<h2>${kind}</h2>
          <p class="missing">Not measured.</p>`
  })
