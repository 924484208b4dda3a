import clsx from 'clsx'
import type { ReactNode } from 'react'
import { State } from './state.tsx'
import type { StateName } from './states.ts'

interface SignatureProps {
  /** Who signed, or the role that still has to. */
  readonly name: ReactNode
  readonly state: StateName
  readonly word?: ReactNode
  /** Meaning, instant, leaf; or until when it is due. */
  readonly meta?: ReactNode
}

/** One line to sign on; set in signing ink once signed. */
export function Signature({ name, state, word, meta }: SignatureProps) {
  const open = state === 'waiting' || state === 'needs-you'
  return (
    <>
      <div className={clsx('sig', open && 'open')}>
        <span className="nm">{name}</span>
        <State state={state}>{word}</State>
      </div>
      {meta ? <p className="sigm">{meta}</p> : null}
    </>
  )
}
