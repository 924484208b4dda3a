/** How a node compares: `value <= threshold`, `value === threshold`, or membership in a set. */
export type SplitKind = 'at-most' | 'equal' | 'member'

export type BranchMode = 'BRANCH_LEQ' | 'BRANCH_LT' | 'BRANCH_GTE' | 'BRANCH_GT' | 'BRANCH_EQ' | 'BRANCH_NEQ' | 'BRANCH_MEMBER'

/** A split in one of three forms; `swapped` says that the file's true branch is this split's no branch. */
export type Split = {
  kind: SplitKind
  threshold: number
  members?: ReadonlySet<number>
  /** Whether a missing value (NaN) takes the yes branch. */
  missingYes: boolean
  swapped: boolean
}

const view = new DataView(new ArrayBuffer(8))

/** The largest float32 below `x` (a float32 value); NaN below -Infinity, so that nothing is at most it. */
export function previousFloat32(x: number): number {
  if (Number.isNaN(x) || x === -Infinity) return NaN
  if (x === 0) return -1.401298464324817e-45
  view.setFloat32(0, x)
  view.setInt32(0, view.getInt32(0) + (x > 0 ? -1 : 1))
  return view.getFloat32(0)
}

/** The largest float64 below `x`; NaN below -Infinity. */
export function previousFloat64(x: number): number {
  if (Number.isNaN(x) || x === -Infinity) return NaN
  if (x === 0) return -Number.MIN_VALUE
  view.setFloat64(0, x)
  view.setBigInt64(0, view.getBigInt64(0) + (x > 0 ? -1n : 1n))
  return view.getFloat64(0)
}

/**
 * Brings an ONNX branch into one of three forms without changing which rows take its true branch.
 *
 * A strict comparison becomes `<=` with the next smaller number of the compared type, a "greater" comparison the
 * opposite of a "smaller" one, with the branches swapped. A missing value takes the true branch when
 * `missingTracksTrue` is set, or when the comparison itself holds for NaN (`!=`), as in ONNX Runtime.
 *
 * @param threshold already rounded to the compared type
 * @param wide whether values are compared as float64 (a model with double inputs) rather than float32
 */
export function canonicalSplit(mode: BranchMode, threshold: number, missingTracksTrue: boolean, wide: boolean, members?: ReadonlySet<number>): Split {
  const previous = wide ? previousFloat64 : previousFloat32
  switch (mode) {
    case 'BRANCH_LEQ':
      return { kind: 'at-most', threshold, missingYes: missingTracksTrue, swapped: false }
    case 'BRANCH_LT':
      return { kind: 'at-most', threshold: previous(threshold), missingYes: missingTracksTrue, swapped: false }
    case 'BRANCH_GT':
    case 'BRANCH_GTE': {
      if (Number.isNaN(threshold)) return { kind: 'at-most', threshold, missingYes: missingTracksTrue, swapped: false }
      const limit = mode === 'BRANCH_GT' ? threshold : previous(threshold)
      return { kind: 'at-most', threshold: limit, missingYes: !missingTracksTrue, swapped: true }
    }
    case 'BRANCH_EQ':
      return { kind: 'equal', threshold, missingYes: missingTracksTrue, swapped: false }
    case 'BRANCH_NEQ':
      return { kind: 'equal', threshold, missingYes: false, swapped: true }
    case 'BRANCH_MEMBER':
      return { kind: 'member', threshold: NaN, members, missingYes: missingTracksTrue, swapped: false }
  }
}
