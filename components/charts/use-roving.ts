'use client'

import { useRef, useState, type KeyboardEvent } from 'react'

const moves: Record<string, number> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }

/** One tab stop for the marks of a chart; arrows, Home and End move between them. */
export function useRoving(count: number) {
  const [active, setActive] = useState(0)
  const marks = useRef<(SVGGElement | null)[]>([])
  const go = (index: number) => {
    const next = Math.max(0, Math.min(count - 1, index))
    setActive(next)
    marks.current[next]?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const move = moves[event.key]
    const target = event.key === 'Home' ? 0 : event.key === 'End' ? count - 1 : move === undefined ? null : active + move
    if (target === null) return
    event.preventDefault()
    go(target)
  }
  return (index: number, label: string) => ({
    ref: (node: SVGGElement | null) => {
      marks.current[index] = node
    },
    role: 'img',
    'aria-label': label,
    tabIndex: index === Math.min(active, count - 1) ? 0 : -1,
    onKeyDown,
    onFocus: () => setActive(index),
  })
}
