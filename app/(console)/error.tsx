'use client'

import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import { Page } from '#components/shell/page.tsx'
import { failureOf } from '#components/trpc/problem.ts'
import { Button } from '#components/ui/button.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { ErrorPage } from '#components/ui/error-page.tsx'

interface ErrorProps {
  readonly error: Error & { readonly digest?: string }
  readonly reset: () => void
}

export default function PageError({ error, reset }: ErrorProps) {
  const cache = useQueryErrorResetBoundary()
  const reference = failureOf(error).traceId ?? error.digest
  const again = () => {
    cache.reset()
    reset()
  }
  return (
    <Page breadcrumb={[{ label: 'Failed' }]}>
      <title>Failed · Countersign</title>
      <ErrorPage
        code="500"
        title="This page could not be made"
        actions={
          <Button variant="primary" onClick={again}>
            Try again
          </Button>
        }
      >
        What is recorded and what serves is unaffected.
        {reference ? (
          <>
            {' '}
            The reference is <code>{reference}</code>
            <CopyButton value={reference} label="Copy reference" />
          </>
        ) : null}
      </ErrorPage>
    </Page>
  )
}
