/** How far a value may be off: it passes within either. */
export type Tolerance = { absolute?: number; relative?: number }

/** The value furthest from what is wanted, measured in tolerances. */
export type Worst = { case: string; got: unknown; want: unknown }

/** `notes`: what was compared only in part, or less closely than elsewhere, and why. */
export type GoldenOutcome = { cases: number; failed: number; worst: Worst | null; notes?: string[] }

/** What a golden file cannot be compared with here, and why. */
export type Skipped = { skipped: string }

/** A number as golden files write it: `"NaN"` and `"±Infinity"` as text. Null (not computed) and `"!code"` (undefined) give undefined. */
export function goldenNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  return value === 'NaN' || value === 'Infinity' || value === '-Infinity' ? Number(value) : undefined
}

/** Little-endian float64 from base64. */
export function goldenFloats(base64: string): Float64Array {
  const bytes = Buffer.from(base64, 'base64')
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
}

/** |got - want| in units of the tolerance, 0 when equal (NaN equals NaN), ∞ when one is missing or not finite. */
function distance(got: unknown, want: unknown, { absolute = 0, relative = 0 }: Tolerance): number {
  if (Object.is(got, want) || got === want) return 0
  if (typeof got !== 'number' || typeof want !== 'number') return Infinity
  const off = Math.abs(got - want) / Math.max(absolute, relative * Math.abs(want))
  return Number.isNaN(off) ? Infinity : off
}

/** Compares one value of a case. */
export type Check = (what: string, got: unknown, want: unknown, tolerance?: Tolerance) => void

/** Counts the cases of one file, and those with a value out of tolerance. */
export class Tally {
  private cases = 0
  private readonly failing = new Set<string>()
  private worst: Worst | null = null
  private worstDistance = -1
  private readonly notes = new Set<string>()

  /** Begins a case; its checks carry its name. */
  case(id: string): Check {
    this.cases++
    return (what, got, want, tolerance = {}) => {
      const off = distance(got, want, tolerance)
      if (off > 1) this.failing.add(id)
      if (off > this.worstDistance) {
        this.worstDistance = off
        this.worst = { case: `${id} ${what}`, got, want }
      }
    }
  }

  /** Says with the outcome what was not compared in full. */
  note(text: string): void {
    this.notes.add(text)
  }

  outcome(): GoldenOutcome {
    return { cases: this.cases, failed: this.failing.size, worst: this.worst, ...(this.notes.size > 0 ? { notes: [...this.notes] } : {}) }
  }
}
