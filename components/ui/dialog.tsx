'use client'

import clsx from 'clsx'
import { X } from 'lucide-react'
import { Dialog as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'

interface DialogProps {
  readonly title: ReactNode
  readonly description?: ReactNode
  /** The element that opens it; leave out when `open` is controlled from elsewhere. */
  readonly trigger?: ReactNode
  readonly open?: boolean
  readonly onOpenChange?: (open: boolean) => void
  readonly children?: ReactNode
  /** Buttons, primary last. Wrap a plain way out in DialogClose. */
  readonly actions?: ReactNode
  readonly wide?: boolean
}

export function Dialog({ title, description, trigger, open, onOpenChange, children, actions, wide = false }: DialogProps) {
  const described = description ? {} : { 'aria-describedby': undefined }
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      {trigger ? <Primitive.Trigger asChild>{trigger}</Primitive.Trigger> : null}
      <Primitive.Portal>
        <Primitive.Overlay className="scrim" />
        <Primitive.Content className={clsx('dlg modal', wide && 'wide')} {...described}>
          <header>
            <Primitive.Title asChild>
              <h2>{title}</h2>
            </Primitive.Title>
            <Primitive.Close className="ib close" aria-label="Close">
              <X className="i s" aria-hidden />
            </Primitive.Close>
          </header>
          <div className="bd">
            {description ? (
              <Primitive.Description asChild>
                <p className="muted">{description}</p>
              </Primitive.Description>
            ) : null}
            {children}
          </div>
          {actions ? <footer>{actions}</footer> : null}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

export function DialogClose({ children }: { readonly children: ReactNode }) {
  return <Primitive.Close asChild>{children}</Primitive.Close>
}
