'use client'

import { ZoomIn, ZoomOut } from 'lucide-react'
import { useMemo, type KeyboardEvent, type PointerEvent } from 'react'
import type { ModelHealthView } from '#server/contracts/model-health.ts'
import { Figure } from '../../charts/figure.tsx'
import { readingAfter } from '../../charts/use-reading.ts'
import { useWidth } from '../../charts/use-width.ts'
import { Button } from '../../ui/button.tsx'
import { formatDate } from '../../ui/format-time.ts'
import { readDay } from './day-reading.ts'
import { DayLine } from './day-line.tsx'
import type { HealthMark } from './health-marks.ts'
import { addDays, countDays, startOf, type Days } from './health-range.ts'
import { readingWords } from './health-words.ts'
import { HealthLanes } from './health-lanes.tsx'
import { BOTTOM, HEIGHT, LEFT, RIGHT_ROOM, TOP } from './lanes.ts'
import { LifeStrip } from './life-strip.tsx'
import { timeAxis } from './time-axis.ts'
import { timelineCaption } from './timeline-caption.ts'
import { timelineTwin } from './timeline-twin.ts'

interface TimelineProps {
  readonly health: ModelHealthView
  readonly marks: readonly HealthMark[]
  readonly life: Days
  readonly shown: Days
  /** The day that is read: under the pointer, or picked. */
  readonly day: string
  readonly picked: string
  readonly now: number
  readonly onRead: (day: string | null) => void
  readonly onPick: (day: string) => void
  readonly onRange: (days: Days) => void
  readonly onZoom: (factor: 0.5 | 2) => void
}

const LEAST_WIDTH = 680

/** One axis for everything, under a strip of all time; the day that is read is dashed through all lanes. */
export function Timeline(props: TimelineProps) {
  const { health, marks, life, shown, day, picked, now, onRead, onPick, onRange, onZoom } = props
  const [element, width] = useWidth<HTMLDivElement>(1100, LEAST_WIDTH)
  const axis = timeAxis(shown, LEFT, width - RIGHT_ROOM)
  const count = countDays(shown)
  const twin = useMemo(() => timelineTwin(health, marks, shown, now), [health, marks, shown, now])
  const index = countDays({ from: shown.from, to: picked }) - 1
  const words = readingWords(readDay(health, marks, picked, now), health, formatDate(startOf(picked)))
  const under = (event: PointerEvent<SVGElement>) => axis.dayAt(event.clientX - (event.currentTarget.ownerSVGElement?.getBoundingClientRect().left ?? 0))
  const onKeyDown = (event: KeyboardEvent) => {
    const target = readingAfter(event.key, index, count)
    if (target === null) return
    event.preventDefault()
    onRead(null)
    onPick(addDays(shown.from, target))
  }
  return (
    <Figure
      caption={timelineCaption(health)}
      csvName={`${health.model}-health`}
      twin={twin}
      controls={
        <>
          <Button size="small" icon={<ZoomIn />} aria-label="Zoom in" onClick={() => onZoom(0.5)} />
          <Button size="small" icon={<ZoomOut />} aria-label="Zoom out" onClick={() => onZoom(2)} />
        </>
      }
    >
      <div className="plot" ref={element}>
        <LifeStrip health={health} life={life} shown={shown} left={LEFT} right={width - RIGHT_ROOM} width={width} now={now} onPick={onRange} />
        <svg className="ch" width={width} height={HEIGHT} role="group" aria-label={`Timeline of ${health.model} from ${shown.from} to ${shown.to}`}>
          <HealthLanes health={health} marks={marks} axis={axis} now={now} />
          <DayLine axis={axis} day={day} now={now} />
          <rect
            className="hit"
            x={axis.left}
            y={TOP}
            width={Math.max(1, axis.right - axis.left)}
            height={BOTTOM - TOP}
            role="slider"
            tabIndex={0}
            aria-label="Day that is read"
            aria-valuemin={0}
            aria-valuemax={count - 1}
            aria-valuenow={Math.max(0, Math.min(count - 1, index))}
            aria-valuetext={words}
            onKeyDown={onKeyDown}
            onPointerMove={(event) => onRead(under(event))}
            onPointerLeave={() => onRead(null)}
            onClick={(event) => onPick(axis.dayAt(event.clientX - (event.currentTarget.ownerSVGElement?.getBoundingClientRect().left ?? 0)))}
          />
        </svg>
      </div>
    </Figure>
  )
}
