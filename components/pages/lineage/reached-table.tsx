import Link from 'next/link'
import type { Lineage, LineageLine } from '#server/contracts/lineage.ts'
import { formatDate } from '../../ui/format-time.ts'
import { Section } from '../../ui/section.tsx'
import { State } from '../../ui/state.tsx'
import { Table } from '../../ui/table.tsx'
import { reachedState, worstReached } from './reached-state.ts'

const until = ({ grant }: LineageLine): string =>
  grant === null ? '–' : grant.state === 'revoked' ? `revoked ${formatDate(grant.revokedAt)}` : formatDate(grant.expiresAt)

/** What a data set reaches, what needs judgement first. */
export function ReachedTable({ dataset, lineage }: { readonly dataset: string; readonly lineage: Lineage }) {
  return (
    <Section title="What it reaches" lead="Worst first.">
      <Table
        caption={`Versions made from ${dataset}`}
        rows={worstReached(lineage.lines)}
        rowKey={(line) => `${line.model}/${line.version}`}
        columns={[
          {
            header: 'Version',
            cell: (line) => (
              <Link href={`/models/${line.model}/versions/${line.version}/lineage`}>
                {line.model} v{line.version}
              </Link>
            ),
          },
          {
            header: 'State',
            cell: (line) => {
              const { state, word } = reachedState(line)
              return <State state={state}>{word}</State>
            },
          },
          { header: 'Trained on', cell: (line) => (line.snapshot ? 'a snapshot of it' : 'not named') },
          { header: 'May serve until', cell: until, nowrap: true },
          {
            header: 'Serves since',
            cell: ({ deployment }) =>
              deployment?.state === 'active' ? <Link href={`/deployments/${deployment.id}`}>{formatDate(deployment.createdAt)}</Link> : '–',
            nowrap: true,
          },
        ]}
      />
    </Section>
  )
}
