'use client'

import clsx from 'clsx'
import { Lock } from 'lucide-react'
import Link from 'next/link'
import { useId, type ComponentProps, type MouseEvent, type ReactNode } from 'react'

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger' | 'danger-solid'

const variantClass: Record<ButtonVariant, string> = {
  primary: 'pri',
  secondary: '',
  quiet: 'gho',
  danger: 'dan',
  'danger-solid': 'dan solid',
}

interface Look {
  readonly variant?: ButtonVariant
  readonly size?: 'regular' | 'small'
  /** A lucide element, e.g. `<Download />`. */
  readonly icon?: ReactNode
  /** Stretches over the width of its container. */
  readonly fill?: boolean
}

interface ButtonProps extends Look, ComponentProps<'button'> {
  /** Why it cannot be pressed now: it stays focusable, does nothing, and says this beside it. */
  readonly blocked?: string | null | false
  /** Where the reason stands. */
  readonly reason?: 'beside' | 'below'
  /** Working on it: shows `busyLabel` and ignores presses. */
  readonly busy?: boolean
  readonly busyLabel?: string
}

function look({ variant = 'secondary', size, fill }: Look, iconOnly: boolean, className?: string) {
  return clsx('btn', variantClass[variant], size === 'small' && 'sm', iconOnly && 'ic', fill && 'fill', className)
}

const swallow = (event: MouseEvent<HTMLButtonElement>) => {
  event.preventDefault()
  event.stopPropagation()
}

export function Button(props: ButtonProps) {
  const { variant, size, icon, fill, blocked, reason = 'beside', busy, busyLabel, children, className, ...rest } = props
  const reasonId = useId()
  const iconOnly = children == null && icon != null
  const inert = Boolean(blocked) || busy
  const button = (
    <button
      type="button"
      {...rest}
      className={look({ variant, size, fill }, iconOnly, className)}
      onClick={inert ? swallow : rest.onClick}
      aria-disabled={blocked ? true : rest['aria-disabled']}
      aria-busy={busy || undefined}
      aria-describedby={blocked ? reasonId : rest['aria-describedby']}
    >
      {icon ? <IconSlot>{icon}</IconSlot> : null}
      {busy && busyLabel ? busyLabel : children}
    </button>
  )
  if (!blocked) return button
  return (
    <span className={clsx('blocked', reason === 'below' && 'below', fill && 'fill')}>
      {button}
      <span className="why" id={reasonId}>
        <Lock className="i" aria-hidden />
        {blocked}
      </span>
    </span>
  )
}

interface LinkButtonProps extends Look, Omit<ComponentProps<'a'>, 'href'> {
  readonly href: string
}

/** A link that looks like a button; API paths, downloads and other origins load without the router. */
export function LinkButton({ variant, size, icon, fill, href, children, className, ...rest }: LinkButtonProps) {
  const classes = look({ variant, size, fill }, children == null, className)
  const content = (
    <>
      {icon ? <IconSlot>{icon}</IconSlot> : null}
      {children}
    </>
  )
  const outside = rest.download !== undefined || href.startsWith('/api/') || !/^[/?#]/.test(href)
  if (outside) {
    return (
      <a {...rest} href={href} className={classes}>
        {content}
      </a>
    )
  }
  return (
    <Link {...rest} href={href} className={classes}>
      {content}
    </Link>
  )
}

function IconSlot({ children }: { readonly children: ReactNode }) {
  return (
    <span className="ico" aria-hidden>
      {children}
    </span>
  )
}
