'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import type { StandingView } from '#server/contracts/standing.ts'
import { Page } from '../../shell/page.tsx'
import { useTRPC } from '../../trpc/trpc.ts'
import { usePermission } from '../../trpc/use-permission.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { inWords, plural } from '../../ui/format.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { Section } from '../../ui/section.tsx'
import { ModelsTable } from './models-table.tsx'
import type { ModelsQuery } from './models-query.ts'

interface ModelsPageProps {
  readonly query: ModelsQuery
  /** Where the page before this one is, when this is not the first. */
  readonly newerHref: string | null
  readonly now: string
}

/** All models: which are live, which should not be, which come next. */
export function ModelsPage({ query, newerHref, now }: ModelsPageProps) {
  const trpc = useTRPC()
  const { data } = useSuspenseQuery(trpc.serving.listStandings.queryOptions(query))
  const { items, total, liveTotal } = data
  return (
    <Page breadcrumb={[{ label: 'Models' }]} wide>
      <PageHead
        name="Models"
        meta={`${total} registered · ${liveTotal} live`}
        actions={<RegisterButton />}
        answer={<ModelsAnswer rows={items} total={total} liveTotal={liveTotal} />}
        lead={candidatesLead(items)}
      />
      <Section title="Live and candidates" lead="Worst state first. A model that is fine stays quiet.">
        <ModelsTable rows={items} total={total} nextCursor={data.nextCursor} newerHref={newerHref} query={query} now={now} />
      </Section>
    </Page>
  )
}

function RegisterButton() {
  const blocked = usePermission('model:write', null)
  if (blocked)
    return (
      <Button variant="primary" blocked={blocked} reason="below">
        Register a model
      </Button>
    )
  return (
    <LinkButton variant="primary" href="/models/new">
      Register a model
    </LinkButton>
  )
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const countOf = (rows: readonly StandingView[], ...standings: readonly StandingView['standing'][]): number =>
  rows.filter((row) => standings.includes(row.standing)).length

function ModelsAnswer({ rows, total, liveTotal }: { readonly rows: readonly StandingView[]; readonly total: number; readonly liveTotal: number }) {
  if (total === 0) return 'No model is registered yet.'
  const refused = countOf(rows, 'refused')
  const failing = countOf(rows, 'failing')
  const rest = [
    failing > 0 ? `${inWords(failing)} ${failing === 1 ? 'fails' : 'fail'} a gate` : null,
    countOf(rows, 'stale') > 0 ? `${inWords(countOf(rows, 'stale'))} on stale evidence` : null,
    countOf(rows, 'expires-soon') > 0 ? `${inWords(countOf(rows, 'expires-soon'))} about to expire` : null,
  ].filter((part) => part !== null)
  return (
    <>
      {capital(inWords(liveTotal))} of {plural(total, 'model')} {liveTotal === 1 ? 'is' : 'are'} live
      {refused > 0 ? (
        <>
          .{' '}
          <b className="c-fail">
            {capital(inWords(refused))} {refused === 1 ? 'is' : 'are'} refused
          </b>
        </>
      ) : null}
      {rest.length > 0 ? `${refused > 0 ? ', ' : ', of them '}${rest.join(', ')}` : liveTotal > 0 && refused === 0 ? ' and allowed to be' : ''}.
    </>
  )
}

function candidatesLead(rows: readonly StandingView[]): string | undefined {
  const others = rows.filter((row) => row.live === null)
  if (others.length === 0) return undefined
  const parts = [
    [countOf(others, 'in-review'), 'in review'],
    [countOf(others, 'approved'), 'approved and not deployed'],
    [countOf(others, 'rejected', 'intake-failed'), 'rejected or refused'],
    [countOf(others, 'draft', 'processing'), 'in preparation'],
    [countOf(others, 'empty'), 'without a version'],
    [countOf(others, 'retired'), 'retired'],
  ] as const
  const said = parts.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`)
  return `The other ${others.length === 1 ? 'one is' : `${others.length} are`} not live: ${said.join(', ')}.`
}
