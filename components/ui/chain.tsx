import type { ReactNode } from 'react'

export interface ChainLink {
  readonly role: ReactNode
  readonly name: ReactNode
  readonly detail?: ReactNode
}

/** From data to the deployment, one step after another. */
export function Chain({ label, links }: { readonly label: string; readonly links: readonly ChainLink[] }) {
  return (
    <ol className="strip" aria-label={label}>
      {links.map((link, i) => (
        <li key={i}>
          <span>{link.role}</span>
          <b>{link.name}</b>
          {link.detail ? <small>{link.detail}</small> : null}
        </li>
      ))}
    </ol>
  )
}
