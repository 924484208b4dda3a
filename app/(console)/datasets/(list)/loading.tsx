import { Page } from '#components/shell/page.tsx'
import { SkeletonPage } from '#components/ui/skeleton.tsx'

export default function Loading() {
  return (
    <Page breadcrumb={[{ label: 'Datasets' }]} wide>
      <SkeletonPage label="Loading the datasets" />
    </Page>
  )
}
