import { CopyButton } from './copy-button.tsx'

interface CodeBlockProps {
  readonly label: string
  readonly children: string
  readonly copyable?: boolean
}

export function CodeBlock({ label, children, copyable = false }: CodeBlockProps) {
  return (
    <div className="code-wrap">
      <pre className="code" tabIndex={0} role="group" aria-label={label}>
        {children}
      </pre>
      {copyable ? <CopyButton value={children} label={`Copy ${label}`} /> : null}
    </div>
  )
}

/** A secret shown once. */
export function Secret({ value, label }: { readonly value: string; readonly label: string }) {
  return (
    <div className="secret">
      <code>{value}</code>
      <CopyButton value={value} label={`Copy ${label}`} />
    </div>
  )
}
