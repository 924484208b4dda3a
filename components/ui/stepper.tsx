import clsx from 'clsx'
import type { ReactNode } from 'react'

export interface Step {
  readonly title: string
  readonly detail?: ReactNode
  readonly status: 'done' | 'current' | 'next'
  readonly href?: string
}

export function Stepper({ label, steps }: { readonly label: string; readonly steps: readonly Step[] }) {
  return (
    <ol className="steps" aria-label={label}>
      {steps.map((step, i) => (
        <li key={step.title} className={clsx(step.status === 'done' && 'done')} aria-current={step.status === 'current' ? 'step' : undefined}>
          <b>
            {i + 1}{' '}
            {step.href ? (
              <a className="plain" href={step.href}>
                {step.title}
              </a>
            ) : (
              step.title
            )}
            {step.status === 'done' ? <span className="sr"> (done)</span> : null}
          </b>
          {step.detail}
        </li>
      ))}
    </ol>
  )
}
