'use client'

import { BarePage } from '#components/shell/bare-page.tsx'
import { Button } from '#components/ui/button.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { ErrorPage } from '#components/ui/error-page.tsx'
import './globals.css'

interface GlobalErrorProps {
  readonly error: Error & { readonly digest?: string }
  readonly reset: () => void
}

export default function GlobalError({ error, reset }: GlobalErrorProps) {
  return (
    <html lang="en">
      <body>
        <title>Failed · Countersign</title>
        <BarePage>
          <ErrorPage
            code="500"
            title="Something failed on our side"
            actions={
              <Button variant="primary" onClick={reset}>
                Try again
              </Button>
            }
          >
            What is recorded and what serves is unaffected.
            {error.digest ? (
              <>
                {' '}
                The reference is <code>{error.digest}</code>
                <CopyButton value={error.digest} label="Copy reference" />
              </>
            ) : null}
          </ErrorPage>
        </BarePage>
      </body>
    </html>
  )
}
