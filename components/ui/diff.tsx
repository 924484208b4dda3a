import { Fragment } from 'react'
import { diffSequences, recordLines } from './diff-sequences.ts'

interface DiffProps {
  /** "Difference between policy revisions 7 and 8". */
  readonly label: string
  /** Texts are compared by line; records by `path  value` lines. */
  readonly before: unknown
  readonly after: unknown
}

function linesOf(before: unknown, after: unknown): readonly (readonly string[])[] {
  if (typeof before === 'string' && typeof after === 'string') return [before.split('\n'), after.split('\n')]
  return recordLines(before, after)
}

const signs = { same: '  ', removed: '- ', added: '+ ' } as const
const tones = { same: 'ct', removed: 'del', added: 'add' } as const

/** Before and after, line by line. */
export function Diff({ label, before, after }: DiffProps) {
  const [old = [], now = []] = linesOf(before, after)
  return (
    <div className="diff" tabIndex={0} role="group" aria-label={label}>
      {diffSequences(old, now).map((part, i) => (
        <div key={i} className={tones[part.kind]}>
          {signs[part.kind]}
          {part.value}
        </div>
      ))}
    </div>
  )
}

/** Two revisions of prose, word by word. */
export function TextDiff({ before, after }: { readonly before: string; readonly after: string }) {
  const words = (text: string) => text.split(/(\s+)/)
  return (
    <p className="rev">
      {diffSequences(words(before), words(after)).map((part, i) => {
        if (part.kind === 'same') return <Fragment key={i}>{part.value}</Fragment>
        return part.kind === 'added' ? <ins key={i}>{part.value}</ins> : <del key={i}>{part.value}</del>
      })}
    </p>
  )
}
