'use client'

import Link from 'next/link'
import { useState } from 'react'
import type { RequestComparison } from '#server/contracts/comparison.ts'
import { Button } from '../../ui/button.tsx'
import { formatPercent } from '../../ui/format.ts'
import { Section } from '../../ui/section.tsx'
import { Table } from '../../ui/table.tsx'
import type { Column } from '../../ui/table.tsx'
import { movement, rankingLead } from './ranking-words.ts'
import type { RankedFeature } from './ranking-words.ts'

const SHOWN = 8

interface RankingPartProps {
  readonly comparison: RequestComparison
  readonly candidate: string
  /** The explanation that was frozen. */
  readonly evidence: string | undefined
}

/** What the model leans on, in order, beside what the live one leans on. */
export function RankingPart({ comparison, candidate, evidence }: RankingPartProps) {
  const { live, ranking } = comparison
  const [whole, setWhole] = useState(false)
  if (ranking.length === 0) return null
  const most = Math.max(...ranking.map((row) => row.after?.share ?? 0))
  const sized = ranking.some((row) => row.before !== null) && live !== null
  const columns: Column<RankedFeature>[] = [
    { header: 'Feature', cell: (row) => row.feature },
    { header: `v${candidate}`, cell: (row) => row.after?.rank ?? '–', kind: 'number' },
    { header: 'Share of all contributions', cell: (row) => <Share value={row.after?.share ?? null} most={most} />, width: '11rem', nowrap: true },
    ...(sized
      ? ([
          { header: `v${live.version} live`, cell: (row) => row.before?.rank ?? '–', kind: 'number' },
          { header: 'Share', cell: (row) => formatPercent(row.before?.share), kind: 'number' },
          { header: 'Place', cell: movement, nowrap: true },
        ] satisfies Column<RankedFeature>[])
      : []),
  ]
  return (
    <Section
      title="What it leans on"
      lead={rankingLead(ranking, live?.version ?? null)}
      actions={evidence ? <Link href={`/evidence/${evidence}`}>Whole explanation</Link> : null}
    >
      <Table
        caption={`Features of v${candidate} by what they contribute`}
        columns={columns}
        rows={whole ? ranking : ranking.slice(0, SHOWN)}
        rowKey={(row) => row.feature}
      />
      {ranking.length > SHOWN ? (
        <div className="mt3 print:hidden">
          <Button size="small" variant="quiet" aria-expanded={whole} onClick={() => setWhole(!whole)}>
            {whole ? `Show the first ${SHOWN} features` : `Show all ${ranking.length} features`}
          </Button>
        </div>
      ) : null}
    </Section>
  )
}

const BAR = 88

/** A share as a bar, as long as the largest, and in figures. */
function Share({ value, most }: { readonly value: number | null; readonly most: number }) {
  if (value === null) return '–'
  return (
    <span className="row nw">
      <svg width={BAR} height={10} aria-hidden="true">
        <rect x={0} y={1} width={Math.max(1, most > 0 ? (value / most) * BAR : 0)} height={8} fill="var(--c1)" />
      </svg>
      {formatPercent(value)}
    </span>
  )
}
