import type { ReactNode } from 'react'
import { Answer } from './answer.tsx'
import { Facts, type Fact } from './key-value.tsx'
import type { StateName } from './states.ts'

interface PageHeadProps {
  readonly name: ReactNode
  /** One muted line: version, team, owner. */
  readonly meta?: ReactNode
  /** Buttons on the right, the primary one last. */
  readonly actions?: ReactNode
  readonly state?: StateName
  /** Replaces the state's icon. */
  readonly icon?: ReactNode
  readonly answer: ReactNode
  /** Why, with number, interval and limit. */
  readonly lead?: ReactNode
  readonly facts?: readonly Fact[]
}

/** What this is, the answer, why, and the facts: the first thing on every page. */
export function PageHead({ name, meta, actions, state, icon, answer, lead, facts }: PageHeadProps) {
  return (
    <header className="head">
      <h1>
        {name} {meta ? <small>{meta}</small> : null}
      </h1>
      {actions ? <div className="acts">{actions}</div> : <div />}
      <Answer state={state} icon={icon}>
        {answer}
      </Answer>
      {lead ? <p className="lead">{lead}</p> : null}
      {facts ? <Facts items={facts} /> : null}
    </header>
  )
}
