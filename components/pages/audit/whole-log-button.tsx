'use client'

import { Button } from '../../ui/button.tsx'
import { formatCount } from '../../ui/format.ts'
import type { LogCheck } from './use-log-check.ts'

/** Hashes every entry in the browser; says how far it is. */
export function WholeLogButton({ check }: { readonly check: LogCheck & { readonly verifyWhole: () => Promise<void> } }) {
  if (check.step === 'empty') return null
  const whole = check.step === 'signed' ? check.whole : null
  return (
    <Button
      variant="primary"
      blocked={check.step === 'checking' ? 'The signature is being checked' : check.step === 'signed' ? null : 'There is no verified signature to compare with'}
      reason="below"
      busy={whole?.step === 'reading'}
      busyLabel={whole?.step === 'reading' ? `${formatCount(whole.read)} hashed` : 'Hashing'}
      onClick={() => void check.verifyWhole()}
    >
      {whole?.step === 'holds' ? 'Verify again' : 'Verify the whole log'}
    </Button>
  )
}
