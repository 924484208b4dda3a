import type { ReactNode } from 'react'

interface ProgressProps {
  readonly label: string
  /** Done so far and of how much; without `max` a share in [0, 1]. */
  readonly value: number
  readonly max?: number
  /** Right of the label: counts, time left. */
  readonly detail?: ReactNode
  readonly labelHidden?: boolean
}

/** A long job: always with counts, never a spinner. */
export function Progress({ label, value, max = 1, detail, labelHidden = false }: ProgressProps) {
  const percent = max > 0 ? Math.min(100, Math.max(0, Math.round((value / max) * 100))) : 0
  return (
    <div>
      {labelHidden ? null : (
        <div className="row between small">
          <b>{label}</b>
          {detail ? <span className="muted">{detail}</span> : null}
        </div>
      )}
      <div className={labelHidden ? 'prog' : 'prog mt2'} role="progressbar" aria-label={label} aria-valuenow={percent} aria-valuemin={0} aria-valuemax={100}>
        <i style={{ width: `${percent}%` }} />
      </div>
    </div>
  )
}
