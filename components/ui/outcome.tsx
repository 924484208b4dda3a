import { CircleSlash2 } from 'lucide-react'
import type { ReactNode } from 'react'

/** A decision about a person ("Declined"): an icon and a word, and on purpose no colour. */
export function Outcome({ children, positive = false }: { readonly children: ReactNode; readonly positive?: boolean }) {
  return (
    <span className="st">
      {positive ? null : <CircleSlash2 className="i" aria-hidden />}
      <span>{children}</span>
    </span>
  )
}
