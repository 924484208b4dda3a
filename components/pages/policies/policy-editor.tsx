'use client'

import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { PolicyDocument } from '#server/contracts/governance.ts'
import { RISK_TIERS, type RiskTier } from '#server/contracts/risk.ts'
import { failureOf, fieldProblem, restOfProblem } from '../../trpc/problem.ts'
import { useTRPC, type Outputs } from '../../trpc/trpc.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/choice.tsx'
import { Field } from '../../ui/field.tsx'
import { Input } from '../../ui/input.tsx'
import { Section } from '../../ui/section.tsx'
import { notify } from '../../ui/toaster.tsx'
import { evidenceTitle } from '../requests/request-words.ts'
import { draftGates, placeOf, rulesOf } from './draft.ts'
import { GateFields } from './gate-fields.tsx'
import { NumberField } from './number-field.tsx'
import { Article } from './policy-text.tsx'
import { PublishDialog } from './publish-dialog.tsx'
import { ReplayPart } from './replay-part.tsx'
import { TierFields } from './tier-fields.tsx'

interface PolicyEditorProps {
  readonly current: Outputs['governance']['listPolicies']['items'][number]
  /** What stands beside the draft, below its replay. */
  readonly rail: ReactNode
  readonly onDone: () => void
}

const SHOWN_AT_FIELDS = ['document.name', 'document.gates', 'document.approval', 'document.evidenceMaxAgeDays', 'document.grantDays']

/** The fields of a policy, beginning with the one in force; nothing counts until it is published. */
export function PolicyEditor({ current, rail, onDone }: PolicyEditorProps) {
  const trpc = useTRPC()
  const [draft, setDraft] = useState<PolicyDocument>(current.document)
  const [gates, setGates] = useState(() => draftGates(current.document))
  const publish = useMutation(
    trpc.governance.publishPolicy.mutationOptions({
      meta: { inline: true },
      onSuccess: (made) => {
        notify.done(`Revision ${made.revision} is in force`, 'Requests opened before keep the revision they were opened under.')
        onDone()
      },
    }),
  )
  const failure = publish.error ? failureOf(publish.error) : null
  const problem = (path: string) => fieldProblem(failure, `document.${path}`)
  const rest = restOfProblem(failure, SHOWN_AT_FIELDS)
  const document = { ...draft, gates: rulesOf(gates) }
  const change = (part: Partial<PolicyDocument>) => setDraft({ ...draft, ...part })
  const blocksAt = (tier: RiskTier, on: boolean) =>
    change({ inconclusiveBlocksAt: RISK_TIERS.filter((each) => (each === tier ? on : draft.inconclusiveBlocksAt.includes(each))) })
  return (
    <>
      <Section title={`Draft of revision ${current.revision + 1}`} lead={`Revision ${current.revision} stays in force until this one is published.`}>
        <Article no={1} title="Gates">
          <Field label="Name of the policy" error={problem('name')}>
            <Input value={draft.name} onChange={(event) => change({ name: event.target.value })} />
          </Field>
          {gates.map(({ rule, included }, i) => {
            const place = placeOf(gates, i)
            const replace = (part: Partial<(typeof gates)[number]>) => setGates(gates.map((gate, at) => (at === i ? { ...gate, ...part } : gate)))
            return (
              <fieldset key={rule.name} className="gate-edit">
                <legend className="sr">{rule.name}</legend>
                <Checkbox
                  label={<b>{rule.name === rule.kind ? evidenceTitle(rule.kind) : rule.name}</b>}
                  hint={included ? undefined : 'Not part of the policy'}
                  checked={included}
                  onChange={({ target }) => replace({ included: target.checked })}
                />
                {included ? (
                  <GateFields
                    rule={rule}
                    onChange={(next) => replace({ rule: next })}
                    problem={(field) => (place === null ? undefined : problem(`gates.${place}.${field}`))}
                  />
                ) : null}
              </fieldset>
            )
          })}
          {document.gates.length === 0 ? <Banner state="fail" title="A policy has at least one gate" /> : null}
          <div className="choices mt4">
            <span className="lbl">Blocks where evidence is missing or cannot be judged</span>
            {RISK_TIERS.map((tier) => (
              <Checkbox
                key={tier}
                label={`at ${tier} risk`}
                checked={draft.inconclusiveBlocksAt.includes(tier)}
                onChange={({ target }) => blocksAt(tier, target.checked)}
              />
            ))}
          </div>
        </Article>
        <Article no={2} title="Evidence">
          <div className="fields mt3">
            <NumberField
              label="Counts for, days"
              value={draft.evidenceMaxAgeDays}
              onChange={(evidenceMaxAgeDays) => change({ evidenceMaxAgeDays })}
              error={problem('evidenceMaxAgeDays')}
            />
          </div>
        </Article>
        <Article no={3} title="Approval">
          <TierFields approval={draft.approval} onChange={(approval) => change({ approval })} problem={problem} />
        </Article>
        <Article no={4} title="Grants">
          <div className="fields mt3">
            <NumberField label="A grant lasts, days" value={draft.grantDays} onChange={(grantDays) => change({ grantDays })} error={problem('grantDays')} />
          </div>
        </Article>
        {failure ? (
          <Banner state="fail" alert title="Nothing was published">
            {rest ?? 'What is expected stands at the fields.'}
          </Banner>
        ) : null}
        <div className="row end mt6">
          <Button onClick={onDone}>Discard the draft</Button>
          <PublishDialog
            current={current}
            document={document}
            busy={publish.isPending}
            onPublish={() =>
              publish.mutateAsync({ document }).then(
                () => undefined,
                () => undefined,
              )
            }
          />
        </div>
      </Section>
      <div>
        <ReplayPart document={document} revision={current.revision + 1} />
        {rail}
      </div>
    </>
  )
}
