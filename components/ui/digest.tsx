import clsx from 'clsx'
import { CopyButton } from './copy-button.tsx'
import { shortId } from './format.ts'

interface DigestProps {
  /** `sha256:<hex>` or an id; shown short, whole in the title and on the clipboard. */
  readonly value: string | null | undefined
  /** What it is, for the copy button: "Copy digest". */
  readonly noun?: string
  readonly copyable?: boolean
  readonly whole?: boolean
  readonly className?: string
}

export function Digest({ value, noun = 'digest', copyable = true, whole = false, className }: DigestProps) {
  if (!value) return <span className="num-miss">–</span>
  const short = shortId(value)
  return (
    <span className={clsx('dg', whole && 'whole', className)}>
      <code title={value}>{whole ? value : short}</code>
      {copyable ? <CopyButton value={value} label={`Copy ${noun} ${short}`} /> : null}
    </span>
  )
}

/** An id of the registry or the log. */
export function Id({ value }: { readonly value: string | null | undefined }) {
  return <Digest value={value} noun="id" />
}
