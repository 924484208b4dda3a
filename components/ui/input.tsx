'use client'

import clsx from 'clsx'
import type { ComponentProps } from 'react'
import { useFieldAttributes } from './field.tsx'

interface Mono {
  /** For digests, ids and code. */
  readonly mono?: boolean
}

export function Input({ mono, className, required, ...props }: ComponentProps<'input'> & Mono) {
  const attributes = useFieldAttributes({ ...props, required })
  return <input type="text" {...props} {...attributes} className={clsx('in', mono && 'mono', className)} />
}

export function Textarea({ mono, className, required, rows = 3, ...props }: ComponentProps<'textarea'> & Mono) {
  const attributes = useFieldAttributes({ ...props, required })
  return <textarea rows={rows} {...props} {...attributes} className={clsx('in', mono && 'mono', className)} />
}

export interface SelectOption {
  readonly value: string
  readonly label?: string
  readonly disabled?: boolean
}

interface SelectProps extends ComponentProps<'select'> {
  readonly options?: ReadonlyArray<SelectOption | string>
  /** An empty first choice, e.g. "Choose a dataset". */
  readonly placeholder?: string
}

/** The platform's own select: keyboard, screen readers and phones know it. */
export function Select({ options, placeholder, className, required, children, ...props }: SelectProps) {
  const attributes = useFieldAttributes({ ...props, required })
  return (
    <select {...props} {...attributes} className={clsx('in', className)}>
      {placeholder === undefined ? null : <option value="">{placeholder}</option>}
      {options?.map((option) => {
        const { value, label, disabled } = typeof option === 'string' ? { value: option, label: undefined, disabled: undefined } : option
        return (
          <option key={value} value={value} disabled={disabled}>
            {label ?? value}
          </option>
        )
      })}
      {children}
    </select>
  )
}
