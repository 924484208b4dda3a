'use client'

import { createContext, useContext } from 'react'
import type { MenuItem } from '../ui/dropdown-menu.tsx'
import type { NavGroup } from './navigation.ts'

export interface Person {
  readonly name: string
  readonly email?: string
  readonly role?: string
  readonly team?: string | null
}

export interface Frame {
  readonly nav: readonly NavGroup[]
  readonly person: Person | null
  readonly personItems: readonly MenuItem[]
  readonly onSignOut: (() => void) | undefined
  readonly openPalette: () => void
  readonly openNav: () => void
  readonly openKeys: () => void
}

export const FrameContext = createContext<Frame | null>(null)

export function useFrame(): Frame {
  const frame = useContext(FrameContext)
  if (!frame) throw new Error('Page stands outside AppFrame: wrap the route in a layout that renders AppFrame')
  return frame
}
