import type { ValueFormat } from '../ui/format.ts'

export interface XyPoint {
  readonly x: number
  /** Null: not measured there; the line has a gap. */
  readonly y: number | null
  readonly lower?: number | null
  readonly upper?: number | null
}

export interface XySeries {
  readonly label: string
  readonly points: readonly XyPoint[]
  /** main: accent; reference: grey; faint: many thin lines behind; second: the second categorical colour. */
  readonly tone?: 'main' | 'reference' | 'faint' | 'second'
  readonly shape?: 'line' | 'step' | 'dots' | 'line-dots'
  readonly dashed?: boolean
}

export interface XyAxis {
  readonly label: string
  readonly format?: ValueFormat
  /** By default what the points need. */
  readonly domain?: readonly [number, number]
  /** Names at whole positions from 0, for categories. */
  readonly names?: readonly string[]
}

/** A dashed line across the plot with its value. */
export interface XyLimit {
  readonly axis: 'x' | 'y'
  readonly value: number
  readonly label: string
}

/** A point singled out: the threshold in force, the one chosen. */
export interface XyMark {
  readonly x: number
  readonly y: number
  readonly label: string
}
