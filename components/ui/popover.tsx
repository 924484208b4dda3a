'use client'

import { Popover as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'

interface PopoverProps {
  readonly trigger: ReactNode
  /** Its accessible name, shown as its head unless `plain`. */
  readonly title: string
  readonly plain?: boolean
  readonly align?: 'start' | 'center' | 'end'
  readonly open?: boolean
  readonly onOpenChange?: (open: boolean) => void
  readonly children: ReactNode
}

export function Popover({ trigger, title, plain = false, align = 'start', open, onOpenChange, children }: PopoverProps) {
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content className="pop body" aria-label={title} align={align} sideOffset={4} collisionPadding={8}>
          {plain ? null : <b>{title}</b>}
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}
