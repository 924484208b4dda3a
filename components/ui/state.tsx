import clsx from 'clsx'
import type { ReactNode } from 'react'
import { states, type StateName } from './states.ts'

interface StateProps {
  readonly state: StateName
  /** Replaces the word, e.g. "Expires in 9 d". */
  readonly children?: ReactNode
  readonly className?: string
}

/** Icon, word and colour together; a pass stays quiet. */
export function State({ state, children, className }: StateProps) {
  const { tone, icon: Icon, word } = states[state]
  return (
    <span className={clsx('st', tone, className)}>
      <Icon className="i" aria-hidden />
      <span>{children ?? word}</span>
    </span>
  )
}

/** Only the icon of a state, for banners and answers; the word must stand in the text beside it. */
export function StateIcon({ state, className }: { readonly state: StateName; readonly className?: string }) {
  const { tone, icon: Icon } = states[state]
  return <Icon className={clsx('i', `c-${tone}`, className)} aria-hidden />
}
