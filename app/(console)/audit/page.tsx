import { auditInput, auditQueryOf, firstEventInput } from '#components/pages/audit/audit-query.ts'
import { AuditPage } from '#components/pages/audit/audit-page.tsx'
import type { SearchParams } from '../../search-params.ts'
import { serverApi } from '../../server-api.tsx'

export const metadata = { title: 'Audit log' }

export default async function Audit({ searchParams }: { readonly searchParams: SearchParams }) {
  const query = auditQueryOf(await searchParams)
  const { trpc, load, Hydrate, now } = await serverApi()
  await Promise.all([
    load(trpc.ledger.listAuditEvents.queryOptions(auditInput(query))),
    load(trpc.ledger.listAuditEvents.queryOptions(firstEventInput)),
    load(trpc.ledger.listCheckpoints.queryOptions({ limit: 1 })),
    load(trpc.identity.listPeople.queryOptions({ limit: 500 })),
    query.event ? load(trpc.ledger.getAuditEvent.queryOptions({ event: query.event })) : null,
    query.event ? load(trpc.history.getEventChange.queryOptions({ event: query.event })) : null,
  ])
  return (
    <Hydrate>
      <AuditPage query={query} now={now} />
    </Hydrate>
  )
}
