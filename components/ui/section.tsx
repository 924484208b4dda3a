import clsx from 'clsx'
import { useId, type ReactNode } from 'react'

interface SectionProps {
  readonly title: ReactNode
  readonly lead?: ReactNode
  readonly actions?: ReactNode
  readonly id?: string
  /** Without the rule, for a section that follows tabs or stands in a rail. */
  readonly bare?: boolean
  readonly className?: string
  readonly children: ReactNode
}

/** A ledger rule, a title, and one sentence on what the section shows. */
export function Section({ title, lead, actions, id, bare = false, className, children }: SectionProps) {
  const generated = useId()
  const headingId = `${id ?? generated}-title`
  return (
    <section className={clsx(bare ? 'bare' : 'sec', className)} id={id} aria-labelledby={headingId}>
      <div className="sec-h">
        <h2 id={headingId}>{title}</h2>
        {lead ? <p>{lead}</p> : null}
        {actions ? <div className="acts">{actions}</div> : null}
      </div>
      {children}
    </section>
  )
}

/** A heading inside a section. */
export function Subhead({ children }: { readonly children: ReactNode }) {
  return <h3 className="sub">{children}</h3>
}

export function Note({ children }: { readonly children: ReactNode }) {
  return <p className="note">{children}</p>
}
