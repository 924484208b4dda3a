'use client'

import Link from 'next/link'
import { useId, useRef, useState, type KeyboardEvent } from 'react'
import { useWidth } from '../../charts/use-width.ts'
import { Kbd } from '../../ui/tag.tsx'
import { nextStop, type LineageLayout, type PlacedStop } from './lineage-layout.ts'
import { STOPS } from './lineage-nodes.ts'

const HEAD = 34
const ROW = 58
const MIDDLE = 24
const LEFT = 6
const CORNER = 7
const NARROWEST = 980
const LETTER = 6.9

type Focusable = SVGElement | HTMLElement

interface LineageMapProps {
  readonly label: string
  readonly layout: LineageLayout
}

const cut = (text: string, width: number): string => {
  const most = Math.floor(width / LETTER)
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}

/** Lines with their stops, from the data on the left to what serves on the right; arrows walk along and between them. */
export function LineageMap({ label, layout }: LineageMapProps) {
  const [element, width] = useWidth<HTMLDivElement>(1040, NARROWEST)
  const [active, setActive] = useState(() => layout.stops.findIndex((stop) => stop.heavy && stop.column === 3))
  const stops = useRef(new Map<string, Focusable | null>())
  const hintId = useId()
  const step = (width - LEFT) / STOPS.length
  const x = (stop: PlacedStop) => LEFT + stop.column * step
  const y = (stop: PlacedStop) => HEAD + stop.row * ROW + MIDDLE
  const current = layout.stops[Math.max(0, Math.min(active, layout.stops.length - 1))]
  const walk = (event: KeyboardEvent, from: PlacedStop) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight' && event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
    event.preventDefault()
    const to = nextStop(layout, from, event.key)
    setActive(layout.stops.indexOf(to))
    stops.current.get(to.key)?.focus()
  }
  return (
    <>
      <div className="plot lineage" ref={element}>
        <svg className="ch" width={width} height={HEAD + layout.rows * ROW} role="group" aria-label={label} aria-describedby={hintId}>
          {STOPS.map((name, column) => (
            <text key={name} x={LEFT + column * step} y={14}>
              {name}
            </text>
          ))}
          {layout.tracks.map(({ from, to, heavy }) => (
            <path key={`${from.key} ${to.key}`} className={heavy ? 'track heavy' : 'track'} d={pathOf(x(from), y(from), x(to), y(to), step)} />
          ))}
          {layout.stops.map((stop, i) => (
            <StopMark
              key={stop.key}
              stop={stop}
              x={x(stop)}
              y={y(stop)}
              room={step - 18}
              reachable={stop === current}
              ref={(node) => {
                stops.current.set(stop.key, node)
              }}
              onFocus={() => setActive(i)}
              onKeyDown={(event) => walk(event, stop)}
            />
          ))}
        </svg>
      </div>
      <p className="keys" id={hintId}>
        <span>
          <Kbd>←</Kbd>
          <Kbd>→</Kbd> along a line
        </span>
        <span>
          <Kbd>↑</Kbd>
          <Kbd>↓</Kbd> between lines
        </span>
        <span>
          <Kbd>Enter</Kbd> open
        </span>
        <span>
          <Kbd>t</Kbd> table
        </span>
      </p>
    </>
  )
}

/** Straight where both are on one row; otherwise down just before the stop that it leads to, with rounded corners. */
function pathOf(x1: number, y1: number, x2: number, y2: number, step: number): string {
  if (y1 === y2) return `M${x1} ${y1}H${x2}`
  const trunk = x2 - Math.min(18, step / 4)
  const down = Math.sign(y2 - y1)
  return `M${x1} ${y1}H${trunk - CORNER}Q${trunk} ${y1} ${trunk} ${y1 + down * CORNER}V${y2 - down * CORNER}Q${trunk} ${y2} ${trunk + CORNER} ${y2}H${x2}`
}

interface StopMarkProps {
  readonly stop: PlacedStop
  readonly x: number
  readonly y: number
  readonly room: number
  /** The one that Tab comes to. */
  readonly reachable: boolean
  readonly ref: (node: Focusable | null) => void
  readonly onFocus: () => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

function StopMark({ stop, x, y, room, reachable, ref, onFocus, onKeyDown }: StopMarkProps) {
  const spoken = `${STOPS[stop.column]}: ${stop.title}, ${stop.note}`
  // The title is the name of the whole mark: an aria-label would have to hold the drawn texts to the letter, and these may be cut.
  const content = (
    <>
      <title>{spoken}</title>
      <rect className="hit" x={x - 6} y={y - 22} width={room + 16} height={44} rx={4} />
      {stop.last && stop.column < STOPS.length - 1 ? <line className="end" x1={x + 5} x2={x + room * 0.7} y1={y} y2={y} /> : null}
      <circle className={stop.heavy ? 'stop heavy' : 'stop'} cx={x} cy={y} r={4.5} />
      <text className={stop.heavy ? 'b' : 'k'} x={x + 11} y={y - 8}>
        {cut(stop.title, room)}
      </text>
      <text x={x + 11} y={y + 18}>
        {cut(stop.note, room)}
      </text>
    </>
  )
  const shared = { tabIndex: reachable ? 0 : -1, onFocus, onKeyDown }
  if (stop.href === null)
    return (
      <g ref={ref} role="img" {...shared}>
        {content}
      </g>
    )
  return (
    <Link href={stop.href} ref={ref} {...shared}>
      {content}
    </Link>
  )
}
