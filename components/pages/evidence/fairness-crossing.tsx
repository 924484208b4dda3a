'use client'

import type { CrossingResult } from '#server/kernel/fairness/fairness-result.ts'
import { Figure, Legend } from '../../charts/figure.tsx'
import { HeatMap } from '../../charts/heat-map.tsx'
import { formatCount, formatInterval, formatMetric, formatPercent } from '../../ui/format.ts'
import { Note, Subhead } from '../../ui/section.tsx'
import { isDefined } from './defined.ts'
import { crossingCell, parityWords } from './fairness-words.ts'

const LEGEND = [
  { label: 'under 0.80', color: 'd1' },
  { label: '0.80–0.87', color: 'd2' },
  { label: '0.87–0.95', color: 'd3' },
  { label: '0.95–1.02', color: 'd4' },
  { label: 'over 1.02', color: 'd5' },
]

const valuesAt = (crossing: CrossingResult, place: number): string[] =>
  [...new Set(crossing.groups.map((group) => group.values[place] ?? ''))].toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))

const ratioOf = (crossing: CrossingResult, group: string) => crossing.pairs.find((pair) => pair.group === group)?.disparateImpact

function captionOf(crossing: CrossingResult): string {
  if (crossing.groups.every((group) => 'suppressed' in group)) return 'Every crossed group is withheld: its numbers would say something about single people.'
  const known = crossing.pairs.flatMap((pair) => {
    const group = crossing.groups.find((one) => one.group === pair.group)
    return isDefined(pair.disparateImpact) && group && !('suppressed' in group) && !group.small
      ? [{ group: pair.group, ratio: pair.disparateImpact.value }]
      : []
  })
  const worst = known.toSorted((a, b) => a.ratio - b.ratio)[0]
  const largest = `${crossing.referenceGroup ?? 'no group'}, the largest`
  return worst
    ? `Lowest: ${worst.group}, selected ${formatMetric(worst.ratio, 2)} times as often as ${largest}.`
    : `Selection rates against ${largest}; no crossed group is large enough to judge.`
}

/** Two or three attributes crossed; cells that would give people away are hatched, not left out. */
export function FairnessCrossing({ crossing }: { readonly crossing: CrossingResult }) {
  const [down, ...across] = crossing.attributes
  const columns = across.reduce<string[][]>((sets, _, place) => sets.flatMap((set) => valuesAt(crossing, place + 1).map((value) => [...set, value])), [[]])
  const groupAt = (values: readonly string[]) =>
    crossing.groups.find((group) => group.values.length === values.length && group.values.every((value, i) => value === values[i]))
  const parity = parityWords(crossing)
  return (
    <>
      <Subhead>{crossing.attribute}</Subhead>
      <Figure
        caption={captionOf(crossing)}
        csvName={`fairness-${crossing.attributes.join('-')}`}
        twin={{
          caption: `Selection rates by ${crossing.attribute}`,
          columns: [
            { label: 'Group' },
            { label: 'n', kind: 'number' },
            { label: 'Selected', kind: 'number' },
            { label: 'Ratio', kind: 'number' },
            { label: '95 % interval', kind: 'interval' },
          ],
          rows: crossing.groups.map((group) => {
            if ('suppressed' in group) return [group.group, 'suppressed', 'suppressed', 'suppressed', 'suppressed']
            const ratio = ratioOf(crossing, group.group)
            const rate = group.selectionRate
            return [
              group.group,
              formatCount(group.n),
              isDefined(rate) ? formatPercent(rate.value) : '–',
              group.group === crossing.referenceGroup ? 'reference' : ratio && isDefined(ratio) ? formatMetric(ratio.value, 3) : '–',
              ratio && isDefined(ratio) ? formatInterval(ratio.lower, ratio.upper, 3) : '–',
            ]
          }),
        }}
      >
        <HeatMap
          caption={`Ratio of selection rates by ${crossing.attribute}`}
          corner={down ?? ''}
          columns={columns.map((values) => values.join(', '))}
          rows={valuesAt(crossing, 0).map((value) => ({ label: value, cells: columns.map((values) => crossingCell(crossing, groupAt([value, ...values]))) }))}
        />
        <div className="mt2" />
        <Legend entries={LEGEND} />
      </Figure>
      {parity ? <Note>{parity}</Note> : null}
    </>
  )
}
