'use client'

import { canonicalJson } from '#server/kernel/ledger/canonical-json.ts'
import type { PolicyDocument } from '#server/contracts/governance.ts'
import type { Outputs } from '../../trpc/trpc.ts'
import { AlertDialog } from '../../ui/alert-dialog.tsx'
import { Button } from '../../ui/button.tsx'
import { Diff } from '../../ui/diff.tsx'
import { changedParts } from './changed-parts.ts'

interface PublishDialogProps {
  readonly current: Outputs['governance']['listPolicies']['items'][number]
  readonly document: PolicyDocument
  readonly busy: boolean
  readonly onPublish: () => Promise<void>
}

const numbersIn = (value: unknown): number[] =>
  typeof value === 'number' ? [value] : value !== null && typeof value === 'object' ? Object.values(value).flatMap(numbersIn) : []

/** Why a draft cannot be published as it is. */
function blockedBy(current: PolicyDocument, document: PolicyDocument): string | null {
  if (numbersIn(document).some(Number.isNaN)) return 'A field holds no number'
  if (document.gates.length === 0) return 'A policy has at least one gate'
  return canonicalJson(current) === canonicalJson(document) ? 'Nothing is changed yet' : null
}

/** Shows what changes, and puts it in force. */
export function PublishDialog({ current, document, busy, onPublish }: PublishDialogProps) {
  const next = current.revision + 1
  const blocked = blockedBy(current.document, document)
  const button = (
    <Button variant="primary" blocked={blocked} reason="below" busy={busy} busyLabel="Publishing">
      Publish revision {next}
    </Button>
  )
  if (blocked) return button
  const [before, after] = changedParts(current.document, document)
  return (
    <AlertDialog
      title={`Publish revision ${next}?`}
      description="It decides over every request opened from now on. Open requests and live grants keep the revision they were made under."
      trigger={button}
      confirm={`Publish revision ${next}`}
      busyLabel="Publishing"
      cancel={`Keep revision ${current.revision}`}
      onConfirm={onPublish}
    >
      <Diff label={`Difference between revision ${current.revision} and ${next}`} before={before} after={after} />
    </AlertDialog>
  )
}
