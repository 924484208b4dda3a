'use client'

import { useQuery } from '@tanstack/react-query'
import type { EvidenceView } from '#server/contracts/evidence.ts'
import type { AttributeResult, FairnessResult } from '#server/kernel/fairness/fairness-result.ts'
import { Figure } from '../../charts/figure.tsx'
import { ForestPlot, type ForestGroup, type ForestRow } from '../../charts/forest-plot.tsx'
import { useTRPC } from '../../trpc/trpc.ts'
import { Empty } from '../../ui/empty.tsx'
import { isDefined } from './defined.ts'
import { formatCount, formatInterval, formatMetric, plural } from '../../ui/format.ts'
import { Note, Section } from '../../ui/section.tsx'
import { FairnessAttribute } from './fairness-attribute.tsx'
import { FairnessConditional } from './fairness-conditional.tsx'
import { FairnessCrossing } from './fairness-crossing.tsx'
import { resultOf } from './typed-result.ts'

function forestRows({ groups, pairs, referenceGroup }: AttributeResult, limit: number | null, minimum: number): ForestRow[] {
  return pairs.map((pair): ForestRow => {
    const n = groups.find((group) => group.group === pair.group)?.n ?? 0
    const ratio = pair.disparateImpact
    if (!isDefined(ratio))
      return { label: `${pair.group} / ${referenceGroup}`, n, value: null, lower: null, upper: null, gated: false, state: 'not-enough-data' }
    const small = n < minimum
    const fails = limit !== null && ratio.value < limit
    return {
      label: `${pair.group} / ${referenceGroup}`,
      n,
      value: ratio.value,
      lower: ratio.lower,
      upper: ratio.upper,
      gated: !small,
      state: small ? 'not-enough-data' : fails ? 'fail' : 'pass',
      stateWord: small ? 'Too few to gate' : fails ? 'Below the limit' : 'Above the limit',
    }
  })
}

/** Groups of people against the limit, then every rate with its interval. */
export function FairnessResultPart({ evidence }: { readonly evidence: EvidenceView }) {
  const trpc = useTRPC()
  const { data: policy } = useQuery(trpc.governance.getPolicy.queryOptions({}))
  const rule = policy?.document.gates.find((gate) => gate.kind === 'fairness' && gate.metric === 'demographicParityRatio')
  const limit = rule && 'limit' in rule ? Number(rule.limit) : null
  const result = resultOf(evidence, 'fairness')
  const minimum = result.minimumGroup ?? 30
  if (result.attributes.length === 0)
    return (
      <Section title="Groups">
        <Empty title="Nothing to compare">The dataset declares no protected attribute. That is not the same as fair.</Empty>
      </Section>
    )
  const groups = result.attributes.map((attribute): ForestGroup => ({
    title: attribute.attribute,
    note: `against ${attribute.referenceGroup ?? 'no group'}, the largest`,
    rows: forestRows(attribute, limit, minimum),
  }))
  const rows = groups.flatMap((group) => group.rows.map((row) => ({ ...row, attribute: group.title })))
  return (
    <>
      <Section
        title="Groups against the largest"
        lead={`Selection rate of the favourable outcome over that of the largest group. Groups under ${minimum} rows are shown and do not gate.`}
      >
        <Figure
          caption={
            limit === null
              ? 'Left of 1: selected less often than the largest group.'
              : `Left of 1: selected less often than the largest group. The policy asks for at least ${formatMetric(limit, 2)}.`
          }
          csvName="fairness-ratios"
          twin={{
            caption: 'Ratios of selection rates',
            columns: [
              { label: 'Group' },
              { label: 'Attribute' },
              { label: 'n', kind: 'number' },
              { label: 'Ratio', kind: 'number' },
              { label: '95 % interval', kind: 'interval' },
            ],
            rows: rows.map((row) => [row.label, row.attribute, formatCount(row.n), formatMetric(row.value, 3), formatInterval(row.lower, row.upper, 3)]),
          }}
        >
          <ForestPlot
            label="Ratios of selection rates by group"
            measure="Ratio"
            groups={groups}
            limit={limit === null ? undefined : { value: limit, label: `limit ${formatMetric(limit, 2)}` }}
            decimals={3}
          />
        </Figure>
      </Section>
      {result.attributes.map((attribute) => (
        <FairnessAttribute key={attribute.attribute} attribute={attribute} />
      ))}
      <Crossings result={result} />
      <FairnessConditional conditional={result.conditional ?? []} />
    </>
  )
}

/** Attributes crossed; older evidence does not name the values that a crossed group is made of, and is left out. */
function Crossings({ result }: { readonly result: FairnessResult }) {
  const crossings = result.intersections?.filter((crossing) => 'attributes' in crossing) ?? []
  const { suppression, notCrossed = [] } = result
  if (crossings.length === 0 && notCrossed.length === 0) return null
  const withheld = suppression ? suppression.cells + suppression.complementary : 0
  return (
    <Section
      title="Intersections"
      lead={
        withheld > 0
          ? `${plural(suppression.cells, 'group')} with fewer than ${suppression.minimum} rows ${suppression.cells === 1 ? 'is' : 'are'} withheld, and ${formatCount(suppression.complementary)} more so that they cannot be worked out.`
          : 'Selection rate of each crossed group over that of the largest; none is small enough to be withheld.'
      }
    >
      {crossings.map((crossing) => (
        <FairnessCrossing key={crossing.attribute} crossing={crossing} />
      ))}
      {notCrossed.length > 0 ? (
        <Note>
          Not crossed, as they would make too many groups:{' '}
          {notCrossed.map(({ attributes, groups }) => `${attributes.join(' × ')} (${formatCount(groups)})`).join(', ')}.
        </Note>
      ) : null}
    </Section>
  )
}
