'use client'

import { useEffect, useRef, useState, type RefObject } from 'react'

/** The width a chart may fill, so that it is drawn 1:1; `initial` stands in until it is measured. */
export function useWidth<E extends HTMLElement>(initial: number, min = 0): readonly [RefObject<E | null>, number] {
  const element = useRef<E>(null)
  const [width, setWidth] = useState(initial)
  useEffect(() => {
    if (!element.current) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) setWidth(Math.round(entry.contentRect.width))
    })
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [])
  return [element, Math.max(min, width)]
}
