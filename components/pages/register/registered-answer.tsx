import type { VersionView } from '#server/contracts/registry.ts'
import { inWords, plural } from '../../ui/format.ts'
import type { StateName } from '../../ui/states.ts'

interface Measured {
  /** Kinds with evidence. */
  readonly done: number
  /** Assessments under way. */
  readonly running: number
}

const STATES: Record<VersionView['status'], StateName> = { pending: 'waiting', processing: 'running', ready: 'pass', failed: 'refused' }

export const registeredState = (held: VersionView): StateName => STATES[held.status]

/** Whether the file was taken, and what is measured of it. */
export function RegisteredAnswer({ held, done, running }: Measured & { readonly held: VersionView }) {
  if (held.status === 'pending') return <>Version {held.version} is registered. Its file is not sent yet.</>
  if (held.status === 'processing') return 'The file is being read, checked and tried. This takes seconds.'
  if (held.status === 'failed')
    return (
      <>
        <b className="c-fail">Refused at intake.</b> {held.problem?.title}.
      </>
    )
  const measured =
    done === 0
      ? 'Nothing is measured yet.'
      : `${capital(inWords(done))} ${plural(done, 'kind').replace(/^\S+ /, '')} of evidence ${done === 1 ? 'is' : 'are'} there.`
  return (
    <>
      The file is intact, safe to load and answers. <b>{running > 0 ? 'It is being measured.' : measured}</b>
    </>
  )
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** What comes next. Pure. */
export function registeredLead(held: VersionView, { done, running }: Measured): string | undefined {
  if (held.status === 'failed') return [held.problem?.detail, held.problem?.fix].filter(Boolean).join(' ')
  if (held.status === 'pending') return 'Send the same file again; the version keeps its number.'
  if (held.status === 'processing') return 'You can leave; it goes on.'
  if (running > 0) return 'You can leave; it goes on.'
  return done === 0 ? 'Measure it next: a request for approval rests on evidence.' : 'Ask for approval when its gates hold.'
}
