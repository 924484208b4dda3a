import clsx from 'clsx'
import type { ReactNode } from 'react'
import { StateIcon } from './state.tsx'
import { states, type StateName } from './states.ts'

interface BannerProps {
  readonly state: StateName
  readonly title: ReactNode
  readonly children?: ReactNode
  readonly action?: ReactNode
  /** Announced at once: for what failed after the page was read. */
  readonly alert?: boolean
}

export function Banner({ state, title, children, action, alert = false }: BannerProps) {
  return (
    <div className={clsx('ban', states[state].tone)} role={alert ? 'alert' : undefined}>
      <StateIcon state={state} />
      <div>
        <b>{title}</b>
        {children ? <p>{children}</p> : null}
      </div>
      {action}
    </div>
  )
}
