import { Page } from '#components/shell/page.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { ErrorPage } from '#components/ui/error-page.tsx'

export const metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <Page breadcrumb={[{ label: 'Not found' }]}>
      <ErrorPage
        code="404"
        title="There is nothing at this address"
        actions={
          <LinkButton variant="primary" href="/models">
            Open the models
          </LinkButton>
        }
      >
        The name or number in the address is not one of the registry. It may be misspelt, or the link is incomplete. Search with ⌘K.
      </ErrorPage>
    </Page>
  )
}
