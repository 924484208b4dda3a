'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { notify } from './toaster.tsx'

/** Puts `value` on the clipboard and says so for two seconds. */
export function CopyButton({ value, label }: { readonly value: string; readonly label: string }) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = window.setTimeout(() => setCopied(false), 2000)
    return () => window.clearTimeout(timer)
  }, [copied])
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value)
      setCopied(true)
    } catch {
      notify.fail('Not copied', 'The browser did not allow the clipboard. Select the text and copy it by hand.')
    }
  }
  return (
    <>
      <button className="ib" type="button" aria-label={label} onClick={copy} data-copy>
        {copied ? <Check className="i s c-pass" aria-hidden /> : <Copy className="i s" aria-hidden />}
      </button>
      <span className={copied ? 'copied' : 'sr'} role="status">
        {copied ? 'Copied' : ''}
      </span>
    </>
  )
}
