'use client'

import type { Lineage, LineageLine } from '#server/contracts/lineage.ts'
import { Figure, type Twin } from '../../charts/figure.tsx'
import { layOut } from './lineage-layout.ts'
import { LineageMap } from './lineage-map.tsx'
import { STOPS, stopsOf } from './lineage-nodes.ts'
import { lineageCaption } from './lineage-words.ts'

interface LineageFigureProps {
  readonly lineage: Lineage
  readonly label: string
  readonly csvName: string
  readonly isHeavy: (line: LineageLine) => boolean
  /** What the heavy line is: `credit-default v3`, `what serves now`. */
  readonly pointedOut: string
}

const NONE = 'none'

function twinOf(lineage: Lineage, label: string): Twin {
  return {
    caption: label,
    columns: STOPS.map((name) => ({ label: name })),
    rows: lineage.lines.map((line) => stopsOf(line).map((stop) => (stop ? `${stop.title}, ${stop.note}` : NONE))),
  }
}

/** Lineage as lines with stops, and the same as a table. */
export function LineageFigure({ lineage, label, csvName, isHeavy, pointedOut }: LineageFigureProps) {
  return (
    <Figure caption={lineageCaption(lineage, pointedOut)} twin={twinOf(lineage, label)} csvName={csvName}>
      <LineageMap label={label} layout={layOut(lineage.lines, isHeavy)} />
    </Figure>
  )
}
