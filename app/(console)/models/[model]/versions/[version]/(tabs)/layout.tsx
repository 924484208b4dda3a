import type { ReactNode } from 'react'
import { VersionFrame } from '#components/pages/version/version-frame.tsx'
import { GRANTS_READ } from '#components/pages/version/shown.ts'
import { serverApi } from '../../../../../../server-api.tsx'

interface VersionLayoutProps {
  readonly params: Promise<{ readonly model: string; readonly version: string }>
  readonly children: ReactNode
}

export async function generateMetadata({ params }: VersionLayoutProps) {
  const { model, version } = await params
  return { title: { default: `${decodeURIComponent(model)} v${version}`, template: '%s · Countersign' } }
}

/** Head and tabs of a version; the tab below loads its own part. */
export default async function VersionLayout({ params, children }: VersionLayoutProps) {
  const { model: encoded, version } = await params
  const key = { model: decodeURIComponent(encoded), version }
  const { trpc, load, Hydrate, now } = await serverApi()
  await load(trpc.registry.getVersion.queryOptions(key))
  await Promise.all([
    load(trpc.registry.getModel.queryOptions({ model: key.model })),
    load(trpc.governance.listGates.queryOptions(key)),
    load(trpc.serving.listStandings.queryOptions({ model: key.model })),
    load(trpc.governance.listGrants.queryOptions({ model: key.model, limit: GRANTS_READ })),
    load(trpc.governance.listVersionRequests.queryOptions({ ...key, limit: 1 })),
  ])
  return (
    <Hydrate>
      <VersionFrame model={key.model} version={version} now={now}>
        {children}
      </VersionFrame>
    </Hydrate>
  )
}
