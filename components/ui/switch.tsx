'use client'

import { Switch as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'

interface SwitchProps {
  readonly label: ReactNode
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly disabled?: boolean
}

/** Takes effect at once; for a choice that is sent with a form use Checkbox. */
export function Switch({ label, checked, onChange, disabled }: SwitchProps) {
  return (
    <Primitive.Root className="sw" checked={checked} onCheckedChange={onChange} disabled={disabled}>
      <i aria-hidden />
      {label}
    </Primitive.Root>
  )
}
