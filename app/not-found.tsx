import { BarePage } from '#components/shell/bare-page.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { ErrorPage } from '#components/ui/error-page.tsx'

export const metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <BarePage>
      <ErrorPage
        code="404"
        title="There is no page at this address"
        actions={
          <LinkButton variant="primary" href="/">
            Open the overview
          </LinkButton>
        }
      >
        It may have been renamed, or the address is incomplete. Search with ⌘K from any page.
      </ErrorPage>
    </BarePage>
  )
}
