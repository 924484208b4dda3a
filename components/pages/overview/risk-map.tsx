import { EXPOSURES, PURPOSES, type Exposure, type Purpose } from '#server/contracts/risk.ts'
import type { StandingView } from '#server/contracts/standing.ts'
import { riskTierOf } from '#server/kernel/governance/risk-tier.ts'
import { HeatMap, type HeatCell } from '../../charts/heat-map.tsx'
import { plural } from '../../ui/format.ts'
import { Section } from '../../ui/section.tsx'
import { State } from '../../ui/state.tsx'
import { needsAttention, standingOrder, standingState, standingWord } from '../models/standing.tsx'

const FILLS = { low: 't1', medium: 't2', high: 't3' } as const
const TIERS = { low: 'Low', medium: 'Medium', high: 'High' } as const
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function cellOf(live: readonly StandingView[], purpose: Purpose, exposure: Exposure): HeatCell {
  const tier = riskTierOf({ purpose, exposure })
  const here = live.filter((row) => row.purpose === purpose && row.exposure === exposure)
  const wrong = Map.groupBy(
    here.filter((row) => needsAttention(row.standing)).toSorted((a, b) => standingOrder(a.standing) - standingOrder(b.standing)),
    (row) => row.standing,
  )
  return {
    fill: FILLS[tier],
    detail: (
      <>
        {TIERS[tier]}
        {here.length > 0 ? <b style={{ display: 'block' }}>{plural(here.length, 'live', 'live')}</b> : null}
        {[...wrong].map(([standing, rows]) => (
          <State key={standing} state={standingState(standing)}>
            {rows.length} {standingWord(standing).toLowerCase()}
          </State>
        ))}
      </>
    ),
  }
}

/** Where live models stand on the two things that set their tier. */
export function RiskMap({ live }: { readonly live: readonly StandingView[] }) {
  return (
    <Section title="Risk map" lead="Exposure and purpose together set the tier, and the tier sets the signatures.">
      <HeatMap
        caption="Live models by purpose and exposure; the pair sets the risk tier"
        corner="Purpose"
        columns={EXPOSURES.map(capital)}
        rows={PURPOSES.toReversed().map((purpose) => ({ label: capital(purpose), cells: EXPOSURES.map((exposure) => cellOf(live, purpose, exposure)) }))}
      />
    </Section>
  )
}
