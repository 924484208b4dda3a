import Link from 'next/link'

export interface Crumb {
  readonly label: string
  /** Left out on the page itself. */
  readonly href?: string
}

export function Breadcrumb({ items }: { readonly items: readonly Crumb[] }) {
  return (
    <nav className="crumbs" aria-label="Breadcrumb">
      <ol>
        {items.map((item, i) => (
          <li key={`${i}-${item.label}`} aria-current={i === items.length - 1 ? 'page' : undefined}>
            {item.href && i < items.length - 1 ? <Link href={item.href}>{item.label}</Link> : item.label}
          </li>
        ))}
      </ol>
    </nav>
  )
}
