import { Page } from '#components/shell/page.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { ErrorPage } from '#components/ui/error-page.tsx'

export const metadata = { title: 'Not permitted' }

export default function Forbidden() {
  return (
    <Page breadcrumb={[{ label: 'Not permitted' }]}>
      <ErrorPage
        code="403"
        title="Your role does not permit this page"
        actions={
          <LinkButton variant="primary" href="/">
            Open the overview
          </LinkButton>
        }
      >
        Nothing was shown or changed. What your role may do stands in the settings; an administrator can change it.
      </ErrorPage>
    </Page>
  )
}
