'use client'

import { useState, type KeyboardEvent, type PointerEvent } from 'react'

const STEPS: Record<string, number> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }

/** The next point for a key; Page keys move by a tenth. Null: the key does not move. */
export function readingAfter(key: string, at: number, count: number): number | null {
  const page = Math.max(1, Math.round(count / 10))
  const step = key === 'PageUp' ? page : key === 'PageDown' ? -page : STEPS[key]
  const target = key === 'Home' ? 0 : key === 'End' ? count - 1 : step === undefined ? null : at + step
  return target === null ? null : Math.max(0, Math.min(count - 1, target))
}

interface Reading {
  readonly label: string
  readonly count: number
  readonly textOf: (index: number) => string
  /** The point nearest to a position in pixels, for the pointer. */
  readonly nearest: (x: number, y: number) => number
}

/** One tab stop that reads a curve of many points, as a slider does: by the keys of `readingAfter`, or under the pointer. */
export function useReading({ label, count, textOf, nearest }: Reading) {
  const [at, setAt] = useState(0)
  const [reads, setReads] = useState(false)
  const index = Math.max(0, Math.min(count - 1, at))
  const onKeyDown = (event: KeyboardEvent) => {
    const target = readingAfter(event.key, index, count)
    if (target === null) return
    event.preventDefault()
    setAt(target)
  }
  const onPointerMove = (event: PointerEvent<SVGElement>) => {
    const box = event.currentTarget.ownerSVGElement?.getBoundingClientRect()
    if (!box) return
    setAt(nearest(event.clientX - box.left, event.clientY - box.top))
    setReads(true)
  }
  return {
    /** The point that is read now; null when nobody reads. */
    index: reads && count > 0 ? index : null,
    slider: {
      role: 'slider',
      tabIndex: 0,
      'aria-label': label,
      'aria-valuemin': 0,
      'aria-valuemax': Math.max(0, count - 1),
      'aria-valuenow': index,
      'aria-valuetext': count > 0 ? textOf(index) : 'no points',
      onKeyDown,
      onFocus: () => setReads(true),
      onBlur: () => setReads(false),
      onPointerMove,
      onPointerLeave: () => setReads(false),
    },
  } as const
}
