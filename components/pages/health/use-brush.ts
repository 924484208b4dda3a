'use client'

import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { readingAfter } from '../../charts/use-reading.ts'
import { addDays, countDays, type Days } from './health-range.ts'
import type { TimeAxis } from './time-axis.ts'

/** Fewer days than these are a click, not a stretch. */
const LEAST = 3

interface Brush {
  readonly axis: TimeAxis
  /** All days of the strip. */
  readonly life: Days
  readonly shown: Days
  readonly onPick: (days: Days) => void
}

const ordered = (a: string, b: string): Days => (a <= b ? { from: a, to: b } : { from: b, to: a })

/** Picks a stretch of days by dragging, or by moving either end with the keys of a slider; taken when pointer or key is let go. */
export function useBrush({ axis, life, shown, onPick }: Brush) {
  const [draft, setDraft] = useState<Days | null>(null)
  const anchor = useRef<string | null>(null)
  const dayOf = (event: PointerEvent<SVGElement>) => axis.dayAt(event.clientX - (event.currentTarget.ownerSVGElement?.getBoundingClientRect().left ?? 0))
  const take = () => {
    anchor.current = null
    if (draft && countDays(draft) >= LEAST && (draft.from !== shown.from || draft.to !== shown.to)) onPick(draft)
    setDraft(null)
  }
  const onPointerDown = (event: PointerEvent<SVGElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    anchor.current = dayOf(event)
  }
  const onPointerMove = (event: PointerEvent<SVGElement>) => {
    if (anchor.current !== null) setDraft(ordered(anchor.current, dayOf(event)))
  }
  const days = draft ?? shown
  const handle = (end: 'from' | 'to') => {
    const index = countDays({ from: life.from, to: days[end] }) - 1
    return {
      role: 'slider',
      tabIndex: 0,
      'aria-label': end === 'from' ? 'First day shown' : 'Last day shown',
      'aria-valuemin': 0,
      'aria-valuemax': countDays(life) - 1,
      'aria-valuenow': index,
      'aria-valuetext': days[end],
      onKeyDown: (event: KeyboardEvent) => {
        const target = readingAfter(event.key, index, countDays(life))
        if (target === null) return
        event.preventDefault()
        event.stopPropagation()
        const day = addDays(life.from, target)
        const next = end === 'from' ? { from: day, to: days.to } : { from: days.from, to: day }
        if (next.from <= next.to && countDays(next) >= LEAST) setDraft(next)
      },
      onKeyUp: take,
      onBlur: take,
    } as const
  }
  return { days, handle, surface: { onPointerDown, onPointerMove, onPointerUp: take, onPointerCancel: () => setDraft(null) } } as const
}
