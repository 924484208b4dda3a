'use client'

import clsx from 'clsx'
import { Check } from 'lucide-react'
import Link from 'next/link'
import { DropdownMenu as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'
import { overlayContainer } from './overlay-container.ts'

export interface MenuAction {
  readonly label: ReactNode
  readonly icon?: ReactNode
  /** Right-hand side: a key or a state word. */
  readonly aside?: ReactNode
  readonly href?: string
  readonly onSelect?: () => void
  readonly danger?: boolean
  readonly blocked?: string | null
}

export interface MenuChoice {
  readonly heading: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly options: ReadonlyArray<{ readonly value: string; readonly label: string }>
}

export type MenuItem = MenuAction | MenuChoice | { readonly heading: string } | 'separator'

interface DropdownMenuProps {
  /** A Button; it gets the menu's ARIA. */
  readonly trigger: ReactNode
  readonly items: readonly MenuItem[]
  readonly align?: 'start' | 'end'
}

export function DropdownMenu({ trigger, items, align = 'end' }: DropdownMenuProps) {
  return (
    <Primitive.Root modal={false}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal container={overlayContainer()}>
        <Primitive.Content className="pop menu mlist" align={align} sideOffset={4} collisionPadding={8}>
          {items.map((item, i) => (
            <Entry key={i} item={item} />
          ))}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

function Entry({ item }: { readonly item: MenuItem }) {
  if (item === 'separator') return <Primitive.Separator className="msep" />
  if ('options' in item) return <Choice choice={item} />
  if ('heading' in item) return <Primitive.Label className="gl">{item.heading}</Primitive.Label>
  const content = (
    <>
      {item.icon ? <span className="ico">{item.icon}</span> : null}
      <span>
        {item.label}
        {item.blocked ? <small>Blocked: {item.blocked}</small> : null}
      </span>
      {item.aside ? <span className="x">{item.aside}</span> : null}
    </>
  )
  const className = clsx('mi', item.danger && 'c-fail')
  if (item.href && !item.blocked) {
    const outside = item.href.startsWith('/api/') || !item.href.startsWith('/')
    return (
      <Primitive.Item asChild className={className}>
        {outside ? <a href={item.href}>{content}</a> : <Link href={item.href}>{content}</Link>}
      </Primitive.Item>
    )
  }
  return (
    <Primitive.Item
      className={className}
      aria-disabled={item.blocked ? true : undefined}
      onSelect={(event) => (item.blocked ? event.preventDefault() : item.onSelect?.())}
    >
      {content}
    </Primitive.Item>
  )
}

function Choice({ choice }: { readonly choice: MenuChoice }) {
  return (
    <Primitive.RadioGroup value={choice.value} onValueChange={choice.onChange}>
      <Primitive.Label className="gl">{choice.heading}</Primitive.Label>
      {choice.options.map((option) => (
        <Primitive.RadioItem key={option.value} value={option.value} className="mi" onSelect={(event) => event.preventDefault()}>
          <span className="tick">
            <Primitive.ItemIndicator>
              <Check className="i s" aria-hidden />
            </Primitive.ItemIndicator>
          </span>
          {option.label}
        </Primitive.RadioItem>
      ))}
    </Primitive.RadioGroup>
  )
}
