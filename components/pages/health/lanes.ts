/** The lanes of the timeline from top to bottom, each so many pixels high; pure. */
const HEIGHTS = { versions: 40, approvals: 40, deployments: 54, drift: 84, performance: 96, fairness: 76, traffic: 60, cost: 60 } as const

export type LaneId = keyof typeof HEIGHTS

export interface LanePlace {
  readonly top: number
  readonly height: number
}

/** Left of the axis stand the names of lanes, right of it there is room for a handle. */
export const LEFT = 132
export const RIGHT_ROOM = 26
export const TOP = 22
const FOOT = 26

const names = Object.keys(HEIGHTS) as LaneId[]

export const LANES: Readonly<Record<LaneId, LanePlace>> = Object.fromEntries(
  names.map((id, i) => [id, { top: TOP + names.slice(0, i).reduce((sum, before) => sum + HEIGHTS[before], 0), height: HEIGHTS[id] }]),
) as Record<LaneId, LanePlace>

export const BOTTOM = TOP + names.reduce((sum, id) => sum + HEIGHTS[id], 0)
export const HEIGHT = BOTTOM + FOOT
