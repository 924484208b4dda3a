'use client'

import { CircleX } from 'lucide-react'
import { createContext, useContext, useId, useMemo, type ReactNode } from 'react'

interface FieldState {
  readonly id: string
  readonly describedBy: string | undefined
  readonly invalid: boolean
  readonly required: boolean
}

const FieldContext = createContext<FieldState | null>(null)

interface FieldProps {
  readonly label: ReactNode
  /** What is expected. */
  readonly hint?: ReactNode
  /** What is expected and what was found; replaces the hint and marks the control invalid. */
  readonly error?: ReactNode
  readonly required?: boolean
  readonly optional?: boolean
  readonly id?: string
  /** One Input, Textarea, Select or FileDrop; it takes its id and description from here. */
  readonly children: ReactNode
}

/** Label above, control, then hint or error. */
export function Field({ label, hint, error, required = false, optional = false, id: given, children }: FieldProps) {
  const generated = useId()
  const id = given ?? generated
  const noteId = `${id}-note`
  const note = error ?? hint
  const state = useMemo(() => ({ id, describedBy: note ? noteId : undefined, invalid: Boolean(error), required }), [id, note, noteId, error, required])
  return (
    <div className="fld">
      <label htmlFor={id}>
        {label}
        {optional ? <span className="req"> optional</span> : null}
      </label>
      <FieldContext value={state}>{children}</FieldContext>
      {error ? <FieldError id={noteId}>{error}</FieldError> : note ? <FieldHint id={noteId}>{note}</FieldHint> : null}
    </div>
  )
}

function FieldHint({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  return (
    <span className="hint" id={id}>
      {children}
    </span>
  )
}

export function FieldError({ id, children }: { readonly id?: string; readonly children: ReactNode }) {
  return (
    <span className="err" id={id} role="alert">
      <CircleX className="i" aria-hidden />
      <span>{children}</span>
    </span>
  )
}

interface ControlAttributes {
  readonly id?: string
  readonly 'aria-describedby'?: string
  readonly 'aria-invalid'?: boolean | 'true' | 'false' | 'grammar' | 'spelling'
  readonly required?: boolean
}

/** The id, description and validity a control inherits from its Field; its own attributes win. */
export function useFieldAttributes(own: ControlAttributes) {
  const field = useContext(FieldContext)
  return {
    id: own.id ?? field?.id,
    'aria-describedby': own['aria-describedby'] ?? field?.describedBy,
    'aria-invalid': own['aria-invalid'] ?? (field?.invalid ? true : undefined),
    'aria-required': (own.required ?? field?.required) || undefined,
  }
}
