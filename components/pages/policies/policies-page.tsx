'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Page } from '../../shell/page.tsx'
import { useTRPC } from '../../trpc/trpc.ts'
import { usePermission } from '../../trpc/use-permission.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Columns } from '../../ui/columns.tsx'
import { Digest } from '../../ui/digest.tsx'
import { formatInstant } from '../../ui/format-time.ts'
import { inWords, plural } from '../../ui/format.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { PolicyText } from './policy-text.tsx'
import { PolicyEditor } from './policy-editor.tsx'
import { RevisionsPart } from './revisions-part.tsx'

/** What has to hold before a version may serve, who signs, and how long that lasts: the policy as a document. */
export function PoliciesPage({ revision }: { readonly revision: number | null }) {
  const trpc = useTRPC()
  const { data } = useSuspenseQuery(trpc.governance.listPolicies.queryOptions({}))
  const blocked = usePermission('policy:write', null)
  const [editing, setEditing] = useState(false)
  const [current] = data.items
  const shown = data.items.find((one) => one.revision === revision) ?? current
  if (!current || !shown) return <Page breadcrumb={[{ label: 'Policies' }]}>{null}</Page>
  const { document, createdBy, createdAt } = shown
  const old = shown !== current
  const revisions = <RevisionsPart revisions={data.items} shown={shown} />
  const by = createdBy?.name ?? 'the product at its first start'
  return (
    <Page breadcrumb={old ? [{ label: 'Policies', href: '/policies' }, { label: `Revision ${shown.revision}` }] : [{ label: 'Policies' }]} wide>
      <PageHead
        name={document.name}
        meta={`revision ${shown.revision}${old ? ', replaced' : `, in force since ${formatInstant(createdAt)}`}`}
        actions={
          old ? (
            <LinkButton href="/policies">Go to the policy in force</LinkButton>
          ) : editing ? undefined : (
            <Button variant="primary" blocked={blocked} reason="below" onClick={() => setEditing(true)}>
              Write a new revision
            </Button>
          )
        }
        answer={
          <>
            A version may serve when <b>{inWords(document.gates.length)} gates</b> hold on evidence at most {plural(document.evidenceMaxAgeDays, 'day')} old and
            enough people sign.
          </>
        }
        lead={`Two rules stand above every policy: nobody decides on a version they made or a request they opened, and without a live grant inference refuses.`}
        facts={[
          { label: 'Digest', value: <Digest value={shown.digest} /> },
          { label: 'Published by', value: by },
          { label: 'Published', value: formatInstant(createdAt) },
          { label: 'A grant lasts', value: plural(document.grantDays, 'day') },
          { label: 'Revisions', value: String(data.items.length) },
        ]}
      />
      {old ? (
        <div className="mt6">
          <Banner state="retired" title={`Revision ${shown.revision} is not in force`}>
            Requests that were opened under it keep it. Revision {current.revision} decides what is opened now.
          </Banner>
        </div>
      ) : null}
      <Columns layout="wide-rail">
        {editing && !old ? (
          <PolicyEditor key={current.revision} current={current} rail={revisions} onDone={() => setEditing(false)} />
        ) : (
          <>
            <PolicyText document={document} />
            {revisions}
          </>
        )}
      </Columns>
    </Page>
  )
}
