'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Input } from '../../ui/input.tsx'
import { Popover } from '../../ui/popover.tsx'
import { SegmentedLinks } from '../../ui/segmented.tsx'
import { costsHref, daysIn, lastDays, rangeOf, thisMonth, type DayRange, type Group } from './costs-range.ts'

interface RangePickerProps {
  readonly range: DayRange
  readonly group: Group
  readonly today: string
}

const same = (a: DayRange, b: DayRange): boolean => a.from === b.from && a.to === b.to

/** Usual ranges as links, any other by two dates. */
export function RangePicker({ range, group, today }: RangePickerProps) {
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const [from, setFrom] = useState(range.from)
  const [to, setTo] = useState(range.to)
  const usual = [
    { label: '7 days', range: lastDays(7, today) },
    { label: '30 days', range: lastDays(30, today) },
    { label: '90 days', range: lastDays(90, today) },
    { label: 'This month', range: thisMonth(today) },
  ]
  const known = usual.find((each) => same(each.range, range))
  const asked = { from, to }
  const valid = same(rangeOf(from, to, today), asked)
  return (
    <span className="row">
      <SegmentedLinks label="Days" options={usual.map((each) => ({ href: costsHref(each.range, group), label: each.label, current: each === known }))} />
      <Popover title="Other days" align="end" open={open} onOpenChange={setOpen} trigger={<Button>{known ? 'Other days' : `${daysIn(range)} days`}</Button>}>
        <form
          className="stack-form mt3"
          onSubmit={(event) => {
            event.preventDefault()
            if (!valid) return
            setOpen(false)
            router.push(costsHref(asked, group))
          }}
        >
          <Field label="From">
            <Input type="date" value={from} max={today} onChange={(event) => setFrom(event.target.value)} />
          </Field>
          <Field label="Until" error={valid ? undefined : 'The last day is not before the first, and at most a year is shown.'}>
            <Input type="date" value={to} max={today} onChange={(event) => setTo(event.target.value)} />
          </Field>
          <Button type="submit" variant="primary">
            Show these days
          </Button>
        </form>
      </Popover>
    </span>
  )
}
