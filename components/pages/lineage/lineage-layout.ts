import type { LineageLine } from '#server/contracts/lineage.ts'
import { stopsOf, type Stop } from './lineage-nodes.ts'

/** Where the stops of several lines stand, and what connects them. Pure. */

export interface PlacedStop extends Stop {
  readonly column: number
  readonly row: number
  /** On a line that is pointed out. */
  readonly heavy: boolean
  /** No line goes on from here. */
  readonly last: boolean
}

export interface Track {
  readonly from: PlacedStop
  readonly to: PlacedStop
  readonly heavy: boolean
}

export interface LineageLayout {
  readonly stops: readonly PlacedStop[]
  readonly tracks: readonly Track[]
  readonly rows: number
}

type Present = readonly { readonly stop: Stop; readonly column: number }[]

const presentOf = (line: LineageLine): Present => stopsOf(line).flatMap((stop, column) => (stop ? [{ stop, column }] : []))

/**
 * One row for each line, in their order; what several pass stands once, on the row of the first. Heavy lines win where
 * they run together with others.
 */
export function layOut(lines: readonly LineageLine[], isHeavy: (line: LineageLine) => boolean): LineageLayout {
  const paths = lines.map((line, row) => ({ row, heavy: isHeavy(line), stops: presentOf(line) }))
  const heavyKeys = new Set(paths.filter((path) => path.heavy).flatMap((path) => path.stops.map(({ stop }) => stop.key)))
  const goOn = new Set(paths.flatMap((path) => path.stops.slice(0, -1).map(({ stop }) => stop.key)))
  const placed = new Map<string, PlacedStop>()
  const tracks = new Map<string, Track>()
  for (const { row, heavy, stops } of paths) {
    let from: PlacedStop | null = null
    for (const { stop, column } of stops) {
      const to: PlacedStop = placed.get(stop.key) ?? { ...stop, column, row, heavy: heavyKeys.has(stop.key), last: !goOn.has(stop.key) }
      placed.set(stop.key, to)
      if (from) {
        const key = `${from.key} ${to.key}`
        tracks.set(key, { from, to, heavy: heavy || (tracks.get(key)?.heavy ?? false) })
      }
      from = to
    }
  }
  return { stops: [...placed.values()], tracks: [...tracks.values()].toSorted((a, b) => Number(a.heavy) - Number(b.heavy)), rows: lines.length }
}

type Step = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown'

/** The stop that an arrow key leads to: along the line, or to the nearest in the rows above or below; itself where there is none. */
export function nextStop({ stops, tracks }: LineageLayout, from: PlacedStop, step: Step): PlacedStop {
  const nearest = (found: readonly PlacedStop[]) =>
    found.toSorted((a, b) => Math.abs(a.row - from.row) - Math.abs(b.row - from.row) || Math.abs(a.column - from.column) - Math.abs(b.column - from.column))[0]
  const heavyFirst = (found: readonly PlacedStop[]) => nearest(found.filter((stop) => stop.heavy)) ?? nearest(found)
  if (step === 'ArrowRight') return heavyFirst(tracks.filter((track) => track.from.key === from.key).map((track) => track.to)) ?? from
  if (step === 'ArrowLeft') return heavyFirst(tracks.filter((track) => track.to.key === from.key).map((track) => track.from)) ?? from
  const beyond = stops.filter((stop) => (step === 'ArrowUp' ? stop.row < from.row : stop.row > from.row))
  return nearest(beyond.filter((stop) => stop.column === from.column)) ?? nearest(beyond) ?? from
}
