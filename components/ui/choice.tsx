'use client'

import clsx from 'clsx'
import { useEffect, useId, useRef, type ComponentProps, type ReactNode } from 'react'
import { FieldError } from './field.tsx'

interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type' | 'children'> {
  readonly label: ReactNode
  readonly hint?: ReactNode
  readonly indeterminate?: boolean
  readonly error?: ReactNode
}

export function Checkbox({ label, hint, indeterminate = false, error, id: given, ...props }: CheckboxProps) {
  const generated = useId()
  const id = given ?? generated
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (box.current) box.current.indeterminate = indeterminate
  }, [indeterminate])
  const noteId = `${id}-note`
  const { ref, ...rest } = props
  const setRef = (node: HTMLInputElement | null) => {
    box.current = node
    if (typeof ref === 'function') ref(node)
    else if (ref) ref.current = node
  }
  return (
    <div>
      <div className="ck">
        <input {...rest} ref={setRef} type="checkbox" id={id} aria-invalid={error ? true : undefined} aria-describedby={error || hint ? noteId : undefined} />
        <label htmlFor={id}>
          {label}
          {hint && !error ? <small id={noteId}>{hint}</small> : null}
        </label>
      </div>
      {error ? (
        <div className="fld">
          <FieldError id={noteId}>{error}</FieldError>
        </div>
      ) : null}
    </div>
  )
}

export interface RadioOption {
  readonly value: string
  readonly label: ReactNode
  readonly hint?: ReactNode
  /** Why this cannot be chosen now; shown instead of the hint. */
  readonly blocked?: string | null
}

interface RadioGroupProps {
  readonly legend: ReactNode
  readonly legendHidden?: boolean
  readonly name?: string
  readonly options: readonly RadioOption[]
  readonly value?: string
  readonly defaultValue?: string
  readonly onChange?: (value: string) => void
  /** Spread of react-hook-form's `register(name)`, used instead of value and onChange. */
  readonly register?: ComponentProps<'input'>
  readonly inline?: boolean
  readonly error?: ReactNode
}

export function RadioGroup(props: RadioGroupProps) {
  const { legend, legendHidden = false, options, value, defaultValue, onChange, register, inline = false, error } = props
  const base = useId()
  const errorId = `${base}-error`
  return (
    <fieldset aria-describedby={error ? errorId : undefined}>
      <legend className={clsx('lbl', legendHidden && 'sr')}>{legend}</legend>
      <div className={clsx('choices mt2', inline && 'inline')}>
        {options.map((option) => (
          <div className="ck" key={option.value}>
            <input
              {...register}
              type="radio"
              id={`${base}-${option.value}`}
              name={register?.name ?? props.name ?? base}
              value={option.value}
              aria-disabled={option.blocked ? true : undefined}
              aria-describedby={option.blocked || option.hint ? `${base}-${option.value}-note` : undefined}
              onClick={option.blocked ? (event) => event.preventDefault() : undefined}
              {...(value === undefined ? { defaultChecked: defaultValue === option.value } : { checked: value === option.value })}
              onChange={(event) => {
                if (option.blocked) return
                register?.onChange?.(event)
                onChange?.(option.value)
              }}
            />
            <label htmlFor={`${base}-${option.value}`}>
              {option.label}
              {option.blocked || option.hint ? (
                <small id={`${base}-${option.value}-note`}>{option.blocked ? `Blocked: ${option.blocked}` : option.hint}</small>
              ) : null}
            </label>
          </div>
        ))}
      </div>
      {error ? (
        <div className="fld mt2">
          <FieldError id={errorId}>{error}</FieldError>
        </div>
      ) : null}
    </fieldset>
  )
}
