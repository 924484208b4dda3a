import type { ReactNode } from 'react'
import { BrandMark } from './brand.tsx'

/** A page without navigation: sign-in, 404, 500. */
export function BarePage({ children }: { readonly children: ReactNode }) {
  return (
    <main id="main" className="bare-page">
      <div className="bare-body">
        <p className="row strong">
          <BrandMark />
          Countersign
        </p>
        {children}
      </div>
    </main>
  )
}
