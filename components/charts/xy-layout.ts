import { linearScale, linePath, niceTicks, type Scale } from './scale.ts'
import type { XyAxis, XyLimit, XyPoint, XySeries } from './xy-types.ts'

/** Where a chart of x and y puts things; pure. */

interface Margins {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

export interface XyLayout extends Margins {
  readonly x: Scale
  readonly y: Scale
  /** Both ends of x, as values. */
  readonly ends: readonly [number, number]
}

const finite = (value: number | null | undefined): value is number => value != null && Number.isFinite(value)

/** The range of the values with some room, 0 kept as an end where all are on one side of it and near. */
export function roomyDomain(values: readonly number[]): [number, number] {
  if (values.length === 0) return [0, 1]
  const [min, max] = values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity])
  const span = max - min || Math.abs(max) || 1
  const room = span * 0.08
  return [min >= 0 && min <= span ? 0 : min - room, max <= 0 && -max <= span ? 0 : max + room]
}

const timed = ({ format }: XyAxis): boolean => format?.as === 'day' || format?.as === 'date'
const TICK_GAP = 76

/** Instants are named where something was measured: the values themselves, as many as have room. */
function spacedOut(values: readonly number[], at: (value: number) => number): number[] {
  const kept: number[] = []
  for (const value of [...new Set(values)].toSorted((a, b) => a - b)) {
    const last = kept.at(-1)
    if (last === undefined || at(value) - at(last) >= TICK_GAP) kept.push(value)
  }
  return kept
}

/** Scales and edges for the points of all series and the limits, in the room that the margins leave. */
export function layoutOf(
  series: readonly XySeries[],
  axes: { readonly x: XyAxis; readonly y: XyAxis },
  limits: readonly XyLimit[],
  size: { readonly width: number; readonly height: number } & Margins,
): XyLayout {
  const points = series.flatMap((one) => one.points)
  const xs = points.map((point) => point.x).concat(limits.filter((limit) => limit.axis === 'x').map((limit) => limit.value))
  const ys = points.flatMap((point) => [point.y, point.lower, point.upper]).concat(limits.filter((limit) => limit.axis === 'y').map((limit) => limit.value))
  const [xMin, xMax] = axes.x.domain ?? (axes.x.names ? [-0.5, axes.x.names.length - 0.5] : tightDomain(xs.filter(finite)))
  const [yMin, yMax] = axes.y.domain ?? roomyDomain(ys.filter(finite))
  const { width, height, left, right, top, bottom } = size
  const x = linearScale(xMin, xMax, left, width - right)
  return {
    left,
    right: width - right,
    top,
    bottom: height - bottom,
    ends: [xMin, xMax],
    x: timed(axes.x) ? { ...x, ticks: spacedOut(xs.filter(finite), x.at) } : x,
    y: { ...linearScale(yMin, yMax, height - bottom, top), ticks: niceTicks(yMin, yMax, Math.max(2, Math.floor((height - top - bottom) / 44))) },
  }
}

function tightDomain(values: readonly number[]): [number, number] {
  if (values.length === 0) return [0, 1]
  const [min, max] = values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity])
  return min === max ? [min - 0.5, max + 0.5] : [min, max]
}

type Placed = ReadonlyArray<readonly [number, number | null]>

export const placed = (points: readonly XyPoint[], { x, y }: Pick<XyLayout, 'x' | 'y'>): Placed =>
  points.map((point) => [x.at(point.x), point.y === null ? null : y.at(point.y)])

/** A line, or one that keeps its height until the next point. */
export function seriesPath(points: Placed, shape: XySeries['shape']): string {
  if (shape !== 'step') return linePath(points)
  return linePath(points.flatMap(([x, y], i) => (i === 0 ? [[x, y] as const] : [[x, points[i - 1]?.[1] ?? null] as const, [x, y] as const])))
}

/** The area between the ends of the intervals, in pieces where they are missing. */
export function bandPath(points: readonly XyPoint[], { x, y }: Pick<XyLayout, 'x' | 'y'>): string {
  const pieces: XyPoint[][] = [[]]
  for (const point of points) {
    if (finite(point.lower) && finite(point.upper)) pieces.at(-1)?.push(point)
    else if (pieces.at(-1)?.length !== 0) pieces.push([])
  }
  const at = (px: number, value: number | null | undefined) => `${x.at(px).toFixed(1)} ${y.at(value ?? 0).toFixed(1)}`
  return pieces
    .filter((piece) => piece.length > 1)
    .map((piece) => `M${[...piece.map((p) => at(p.x, p.upper)), ...piece.toReversed().map((p) => at(p.x, p.lower))].join('L')}Z`)
    .join('')
}

/** The index of the point nearest to a position; the distance along x counts double, so that the pointer reads along the curve. */
export function nearestPoint(points: readonly XyPoint[], layout: Pick<XyLayout, 'x' | 'y'>, px: number, py: number): number {
  let [best, least] = [0, Infinity]
  points.forEach((point, i) => {
    const distance = 2 * Math.abs(layout.x.at(point.x) - px) + (point.y === null ? 0 : Math.abs(layout.y.at(point.y) - py))
    if (distance < least) [best, least] = [i, distance]
  })
  return best
}
