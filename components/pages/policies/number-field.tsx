'use client'

import { useState } from 'react'
import { Field } from '../../ui/field.tsx'
import { Input } from '../../ui/input.tsx'

interface NumberFieldProps {
  readonly label: string
  readonly hint?: string
  readonly value: number
  /** NaN where the text is no number. */
  readonly onChange: (value: number) => void
  readonly error?: string | undefined
}

/** A number as text, so that `0.` can be typed on the way to `0.8`. */
export function NumberField({ label, hint, value, onChange, error }: NumberFieldProps) {
  const [text, setText] = useState(String(value))
  const wrong = text.trim() === '' || Number.isNaN(Number(text))
  return (
    <Field label={label} hint={hint} error={wrong ? 'A number is expected.' : error}>
      <Input
        inputMode="decimal"
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          onChange(event.target.value.trim() === '' ? Number.NaN : Number(event.target.value))
        }}
      />
    </Field>
  )
}
