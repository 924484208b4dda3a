import type { ReactNode } from 'react'

export function Tag({ children }: { readonly children: ReactNode }) {
  return <span className="tag">{children}</span>
}

export function Kbd({ children }: { readonly children: ReactNode }) {
  return <kbd>{children}</kbd>
}
