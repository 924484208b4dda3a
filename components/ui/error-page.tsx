import type { ReactNode } from 'react'

interface ErrorPageProps {
  readonly code: string
  readonly title: ReactNode
  readonly children: ReactNode
  readonly actions?: ReactNode
}

/** 403, 404 and 500: what failed, what is unaffected, what to do. */
export function ErrorPage({ code, title, children, actions }: ErrorPageProps) {
  return (
    <div className="err-page">
      <span className="muted small">{code}</span>
      <h1>{title}</h1>
      <p className="muted mt2">{children}</p>
      {actions ? <div className="row mt4">{actions}</div> : null}
    </div>
  )
}
