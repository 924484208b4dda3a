'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useEffect, useState } from 'react'
import type { PolicyDocument } from '#server/contracts/governance.ts'
import { failureOf } from '../../trpc/problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { plural } from '../../ui/format.ts'
import { Section } from '../../ui/section.tsx'
import { State } from '../../ui/state.tsx'
import { Table } from '../../ui/table.tsx'
import { changeWords, endsOtherwise, outcomeUnder, replayAnswer } from './replay-words.ts'
import type { Replayed } from './replay-words.ts'

const TYPING_MS = 500

/** A draft as it stands once nobody has typed for a moment. */
function useSettled(document: PolicyDocument): PolicyDocument {
  const text = JSON.stringify(document)
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_MS)
    return () => clearTimeout(timer)
  }, [text])
  return JSON.parse(settled) as PolicyDocument
}

/** What the draft would have said of past requests, from the evidence that each of them froze. */
export function ReplayPart({ document, revision }: { readonly document: PolicyDocument; readonly revision: number }) {
  const trpc = useTRPC()
  const draft = useSettled(document)
  const { data, error } = useQuery({ ...trpc.governance.replayPolicy.queryOptions({ document: draft }), placeholderData: keepPreviousData })
  return (
    <Section title="Replay" lead={data ? plural(data.items.length, 'past request') : undefined}>
      <div role="status">
        {data ? (
          <Answer items={data.items} />
        ) : (
          <p className="muted">{error ? `This draft cannot be replayed. ${failureOf(error).message}` : 'Being replayed over past requests.'}</p>
        )}
      </div>
      {data ? <Changes items={data.items} revision={revision} /> : null}
    </Section>
  )
}

function Answer({ items }: { readonly items: readonly Replayed[] }) {
  const { bold, rest } = replayAnswer(items)
  return (
    <p>
      <b>{bold}</b>
      {rest}
    </p>
  )
}

/** Those that would have ended otherwise first, then those of which only a gate changes. */
function Changes({ items, revision }: { readonly items: readonly Replayed[]; readonly revision: number }) {
  const rows = [...items.filter(endsOtherwise), ...items.filter((item) => !endsOtherwise(item) && item.changed.length > 0)]
  if (rows.length === 0) return null
  return (
    <Table
      caption={`Requests that revision ${revision} would have judged otherwise`}
      compact
      rows={rows}
      rowKey={(row) => row.request}
      columns={[
        {
          header: 'Request',
          cell: (row) => (
            <>
              <Link href={`/requests/${row.request}`}>
                {row.model} v{row.version}
              </Link>
              {row.changed.map((gate) => (
                <div key={gate.name} className="small muted">
                  {changeWords(gate)}
                </div>
              ))}
            </>
          ),
        },
        {
          header: `With revision ${revision}`,
          cell: (row) => {
            const { state, words } = outcomeUnder(row)
            return (
              <>
                <State state={state}>{words}</State>
                <div className="small muted">{row.state === 'open' ? 'is open' : `was ${row.state}`}</div>
              </>
            )
          },
        },
      ]}
    />
  )
}
