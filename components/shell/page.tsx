'use client'

import clsx from 'clsx'
import { Menu, Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { Breadcrumb, type Crumb } from '../ui/breadcrumb.tsx'
import { useFrame } from './frame-context.ts'
import { PersonMenu } from './person-menu.tsx'

interface PageProps {
  /** From the navigation entry down to this page; the last one has no address. */
  readonly breadcrumb: readonly Crumb[]
  /** 1472 px instead of 1216. */
  readonly wide?: boolean
  readonly children: ReactNode
}

/** The bar and the document of one page; stands inside AppFrame. */
export function Page({ breadcrumb, wide = false, children }: PageProps) {
  const { openNav, openPalette } = useFrame()
  return (
    <>
      <header className="bar">
        <button className="ib menu" type="button" aria-label="Open navigation" aria-haspopup="dialog" onClick={openNav}>
          <Menu className="i" aria-hidden />
        </button>
        <Breadcrumb items={breadcrumb} />
        <button className="search" type="button" aria-keyshortcuts="Meta+K Control+K" onClick={openPalette}>
          <Search className="i s" aria-hidden />
          <span>Search or run a command</span>
          <kbd>⌘K</kbd>
        </button>
        <PersonMenu />
      </header>
      <main id="main" className={clsx('page', wide && 'wide')} tabIndex={-1}>
        {children}
      </main>
    </>
  )
}
