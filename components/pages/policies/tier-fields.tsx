'use client'

import type { PolicyDocument } from '#server/contracts/governance.ts'
import { RISK_TIERS } from '#server/contracts/risk.ts'
import { Checkbox } from '../../ui/choice.tsx'
import { NumberField } from './number-field.tsx'

interface TierFieldsProps {
  readonly approval: PolicyDocument['approval']
  readonly onChange: (approval: PolicyDocument['approval']) => void
  readonly problem: (path: string) => string | undefined
}

/** How many sign at each tier, and whether of different roles. */
export function TierFields({ approval, onChange, problem }: TierFieldsProps) {
  return (
    <>
      {RISK_TIERS.toReversed().map((tier) => {
        const rule = approval[tier]
        const set = (part: Partial<typeof rule>) => onChange({ ...approval, [tier]: { ...rule, ...part } })
        return (
          <fieldset key={tier} className="gate-edit">
            <legend className="sr">Signatures at {tier} risk</legend>
            <div className="fields">
              <NumberField
                label={`Signatures at ${tier} risk`}
                value={rule.approvals}
                onChange={(approvals) => set({ approvals })}
                error={problem(`approval.${tier}`)}
              />
              <Checkbox label="of different roles" checked={rule.distinctRoles} onChange={({ target }) => set({ distinctRoles: target.checked })} />
            </div>
          </fieldset>
        )
      })}
    </>
  )
}
