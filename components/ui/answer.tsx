import type { ReactNode } from 'react'
import { StateIcon } from './state.tsx'
import { states, type StateName } from './states.ts'

interface AnswerProps {
  /** Chooses the icon; the sentence itself says the word. */
  readonly state?: StateName
  /** Replaces the state icon, e.g. for a decision about a person. */
  readonly icon?: ReactNode
  /** *[verdict] [until or since]. [the one thing that matters].* Strong words in `<b>`. */
  readonly children: ReactNode
}

/** The one sentence that answers the page. */
export function Answer({ state, icon, children }: AnswerProps) {
  return (
    <p className="answer">
      {icon ?? (state ? <StateIcon state={state} /> : null)}
      {state ? <span className="sr">{states[state].word}: </span> : null}
      {children}
    </p>
  )
}
