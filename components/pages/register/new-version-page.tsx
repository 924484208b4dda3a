'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import { Page } from '../../shell/page.tsx'
import { useTRPC } from '../../trpc/trpc.ts'
import { RegisteredVersion } from './registered-version.tsx'
import { VERSIONS_READ } from './shown.ts'
import { VersionForm } from './version-form.tsx'

interface NewVersionPageProps {
  readonly model: string
  /** Once it is registered: how far it has come. */
  readonly version: string | null
  readonly now: string
}

/** From a file to a version that can be put to the vote: one page, whose steps stay readable once done. */
export function NewVersionPage({ model, version, now }: NewVersionPageProps) {
  const trpc = useTRPC()
  const { data: about } = useSuspenseQuery(trpc.registry.getModel.queryOptions({ model }))
  const { data: versions } = useSuspenseQuery(trpc.registry.listVersions.queryOptions({ model, limit: VERSIONS_READ }))
  return (
    <Page breadcrumb={[{ label: 'Models', href: '/models' }, { label: model, href: `/models/${model}` }, { label: 'Register' }]} wide>
      {version === null ? (
        <VersionForm about={about} versions={versions.items} />
      ) : (
        <RegisteredVersion about={about} versions={versions.items} version={version} now={now} />
      )}
    </Page>
  )
}
