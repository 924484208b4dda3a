import clsx from 'clsx'
import type { ReactNode } from 'react'

interface ColumnsProps {
  /** rail: 18 rem right; wide-rail: 22 rem (decisions); even: halves; detail: 27 rem (list with detail); lead-in: 13 rem left. */
  readonly layout?: 'rail' | 'wide-rail' | 'even' | 'detail' | 'lead-in'
  readonly children: ReactNode
}

const classes = { rail: '', 'wide-rail': 'w', even: 'even', detail: 'audit', 'lead-in': 'lead-in' } as const

/** Two columns that become one under 1024 px. */
export function Columns({ layout = 'rail', children }: ColumnsProps) {
  return <div className={clsx('cols', classes[layout])}>{children}</div>
}
