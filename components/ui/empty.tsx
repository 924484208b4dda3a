import type { ReactNode } from 'react'

interface EmptyProps {
  /** What is missing: "No version registered yet". */
  readonly title: ReactNode
  /** How to fill it. */
  readonly children?: ReactNode
  /** One action, at most one more way. */
  readonly actions?: ReactNode
}

export function Empty({ title, children, actions }: EmptyProps) {
  return (
    <div className="empty">
      <h3>{title}</h3>
      {children ? <p>{children}</p> : null}
      {actions ? <div className="row mt3">{actions}</div> : null}
    </div>
  )
}
