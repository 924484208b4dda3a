'use client'

import { Checkbox } from '../../ui/choice.tsx'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/input.tsx'
import { metricTitle } from '#server/contracts/metric-titles.ts'
import type { GateRule } from './draft.ts'
import { NumberField } from './number-field.tsx'

interface GateFieldsProps {
  readonly rule: GateRule
  readonly onChange: (rule: GateRule) => void
  /** What the server said of a field of this gate. */
  readonly problem: (field: string) => string | undefined
}

const METRICS = (['demographicParityRatio', 'demographicParityDifference', 'equalOpportunityDifference', 'equalizedOddsDifference'] as const).map((value) => ({
  value,
  label: metricTitle(value),
}))

/** The limits of one gate as fields. */
export function GateFields({ rule, onChange, problem }: GateFieldsProps) {
  switch (rule.kind) {
    case 'performance': {
      const { lowerBoundAbove: bound } = rule
      const set = (change: Partial<typeof bound>) => onChange({ ...rule, lowerBoundAbove: { ...bound, ...change } })
      return (
        <div className="fields">
          <NumberField label="ROC AUC above" value={bound.rocAuc} onChange={(rocAuc) => set({ rocAuc })} error={problem('lowerBoundAbove.rocAuc')} />
          <NumberField label="R² above" value={bound.r2} onChange={(r2) => set({ r2 })} error={problem('lowerBoundAbove.r2')} />
          <NumberField
            label="Accuracy over commonest class by"
            value={bound.accuracyOverMajorityShare}
            onChange={(accuracyOverMajorityShare) => set({ accuracyOverMajorityShare })}
            error={problem('lowerBoundAbove.accuracyOverMajorityShare')}
          />
        </div>
      )
    }
    case 'fairness':
      return (
        <div className="fields">
          <Field label="Measure" error={problem('metric')}>
            <Select
              value={rule.metric}
              options={METRICS}
              onChange={({ target }) => onChange({ ...rule, metric: METRICS.find(({ value }) => value === target.value)?.value ?? rule.metric })}
            />
          </Field>
          <NumberField
            label={rule.metric === 'demographicParityRatio' ? 'At least' : 'At most'}
            hint="Between 0 and 1."
            value={rule.limit}
            onChange={(limit) => onChange({ ...rule, limit })}
            error={problem('limit')}
          />
        </div>
      )
    case 'drift':
      return (
        <Checkbox
          label="Fails also where a change is too small to matter"
          checked={rule.failsAt.includes('too-small-to-matter')}
          onChange={({ target }) => onChange({ ...rule, failsAt: target.checked ? ['drift', 'too-small-to-matter'] : ['drift'] })}
        />
      )
    case 'data-quality':
      return (
        <div className="fields">
          <NumberField
            label="Blocking findings, at most"
            value={rule.maximumBlockingFindings}
            onChange={(maximumBlockingFindings) => onChange({ ...rule, maximumBlockingFindings })}
            error={problem('maximumBlockingFindings')}
          />
        </div>
      )
    case 'explanation':
      return (
        <Checkbox
          label="Contributions must be exact, not estimated"
          checked={rule.mustBeExact}
          onChange={({ target }) => onChange({ ...rule, mustBeExact: target.checked })}
        />
      )
    case 'card':
      return <p className="muted">All sections have to be written.</p>
  }
}
