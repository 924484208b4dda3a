import { Page } from '#components/shell/page.tsx'
import { serverApi } from '../server-api.tsx'

export const metadata = { title: 'Overview' }

export default async function Overview() {
  const { actor } = await serverApi()
  return <Page breadcrumb={[{ label: 'Overview' }]}>{actor.name}</Page>
}
