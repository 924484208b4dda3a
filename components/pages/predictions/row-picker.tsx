'use client'

import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useId } from 'react'
import { Button } from '../../ui/button.tsx'
import { formatCount } from '../../ui/format.ts'
import { Select } from '../../ui/input.tsx'

const LISTED = 1000

interface RowPickerProps {
  readonly rows: number
  readonly row: number
  readonly entityIds: readonly string[]
  readonly onChange: (row: number) => void
}

/** Which row of a batch the page is about. */
export function RowPicker({ rows, row, entityIds, onChange }: RowPickerProps) {
  const id = useId()
  const nameOf = (index: number) => `Row ${formatCount(index)}${entityIds[index] ? `, ${entityIds[index]}` : ''}`
  const first = Math.max(0, Math.min(row - LISTED / 2, rows - LISTED))
  return (
    <div className="row mt6" role="group" aria-label="Row of the batch">
      <label className="small muted" htmlFor={id}>
        {formatCount(rows)} rows were asked for at once. Shown:
      </label>
      <span className="row">
        <Button size="small" icon={<ChevronLeft />} aria-label="Previous row" disabled={row === 0} onClick={() => onChange(row - 1)} />
        <Select
          id={id}
          className="w-auto"
          value={String(row)}
          onChange={({ target }) => onChange(Number(target.value))}
          options={Array.from({ length: Math.min(LISTED, rows) }, (_, i) => ({ value: String(first + i), label: nameOf(first + i) }))}
        />
        <Button size="small" icon={<ChevronRight />} aria-label="Next row" disabled={row === rows - 1} onClick={() => onChange(row + 1)} />
      </span>
    </div>
  )
}
