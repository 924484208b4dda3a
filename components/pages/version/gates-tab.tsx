'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { Gate } from '#server/contracts/governance.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { Columns } from '../../ui/columns.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Section } from '../../ui/section.tsx'
import { State } from '../../ui/state.tsx'
import { severity, states, type StateName } from '../../ui/states.ts'
import { Table } from '../../ui/table.tsx'
import { AssessmentsPart } from './assessments-part.tsx'
import { SendFilePart } from './send-file-part.tsx'
import type { TabProps } from './shown.ts'
import { AboutVersion, SignaturePart } from './version-facts.tsx'

export const gateState = (gate: Gate): StateName => (gate.state === 'inconclusive' && gate.evidenceId === null ? 'not-measured' : gate.state)

/** How the gates stand now, what is being measured, and what the version is. */
export function GatesTab({ model, version, now }: TabProps) {
  const trpc = useTRPC()
  const key = { model, version }
  const { data: gates } = useSuspenseQuery(trpc.governance.listGates.queryOptions(key))
  const { data: about } = useSuspenseQuery(trpc.registry.getModel.queryOptions({ model }))
  const { data: held } = useSuspenseQuery(trpc.registry.getVersion.queryOptions(key))
  const rows = gates.items.toSorted((a, b) => severity[states[gateState(a)].tone] - severity[states[gateState(b)].tone])
  return (
    <>
      {held.status === 'pending' ? <SendFilePart held={held} team={about.team} /> : null}
      {held.status === 'ready' ? (
        <Section
          title="Gates"
          lead={
            <>
              Revision {gates.policyRevision} of the <Link href="/policies">policy in force</Link>, read from the newest evidence. Worst first.
            </>
          }
        >
          {rows.length === 0 ? (
            <Empty title="The policy sets no gate">Nothing stands between this version and its signatures.</Empty>
          ) : (
            <Table
              caption={`Gates of ${model} version ${version}`}
              rows={rows}
              rowKey={(gate) => gate.name}
              columns={[
                { header: 'Gate', cell: (gate) => gate.name, nowrap: true },
                {
                  header: 'Verdict',
                  cell: (gate) => <State state={gateState(gate)}>{gate.state === 'inconclusive' && gate.blocks ? 'Blocks, inconclusive' : undefined}</State>,
                  nowrap: true,
                },
                { header: 'Measured', cell: (gate) => gate.measured ?? <span className="num-miss">–</span> },
                { header: 'Threshold', cell: (gate) => gate.threshold ?? <span className="num-miss">–</span>, nowrap: true },
                { header: 'In words', cell: (gate) => <span className="muted">{gate.detail}</span>, width: '40%' },
                { header: 'Evidence', cell: (gate) => (gate.evidenceId ? <Link href={`/evidence/${gate.evidenceId}`}>Open</Link> : null) },
              ]}
            />
          )}
        </Section>
      ) : null}
      <AssessmentsPart model={model} version={version} now={now} />
      <Columns layout="even">
        <AboutVersion held={held} />
        <SignaturePart held={held} />
      </Columns>
    </>
  )
}
