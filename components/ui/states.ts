import type { LucideIcon } from 'lucide-react'
import {
  BadgeCheck,
  Ban,
  CircleCheck,
  CircleDashed,
  CircleDot,
  CircleDotDashed,
  CircleEllipsis,
  CircleMinus,
  CircleQuestionMark,
  CircleX,
  Clock,
  ClockAlert,
  EqualApproximately,
  EqualNot,
  EyeOff,
  GitBranch,
  Hand,
  Hourglass,
  ListChecks,
  Pause,
  Signature,
  TriangleAlert,
} from 'lucide-react'

export type Tone = 'pass' | 'fail' | 'warn' | 'info' | 'unknown'

interface StateWord {
  readonly tone: Tone
  readonly icon: LucideIcon
  readonly word: string
}

const word = (tone: Tone, icon: LucideIcon, text: string): StateWord => ({ tone, icon, word: text })

/** Every state the console speaks of: one colour, one icon, one word each. */
export const states = {
  pass: word('pass', CircleCheck, 'Pass'),
  allowed: word('pass', CircleCheck, 'Allowed'),
  stable: word('pass', CircleCheck, 'Stable'),
  serving: word('pass', CircleCheck, 'Serving'),
  satisfied: word('pass', CircleCheck, 'Satisfied'),
  done: word('pass', CircleCheck, 'Done'),
  approved: word('pass', Signature, 'Approved'),
  signed: word('pass', Signature, 'Signed'),
  verified: word('pass', BadgeCheck, 'Verified'),
  fail: word('fail', CircleX, 'Fail'),
  rejected: word('fail', CircleX, 'Rejected'),
  missing: word('fail', CircleX, 'Missing'),
  'does-not-verify': word('fail', CircleX, 'Does not verify'),
  contradicted: word('fail', EqualNot, 'Contradicted'),
  refused: word('fail', Ban, 'Refused'),
  overdue: word('fail', ClockAlert, 'Overdue'),
  inconclusive: word('warn', CircleQuestionMark, 'Inconclusive'),
  stale: word('warn', Hourglass, 'Stale'),
  'expires-soon': word('warn', Clock, 'Expires soon'),
  due: word('warn', Clock, 'Due'),
  drift: word('warn', TriangleAlert, 'Drift'),
  'may-exceed': word('warn', TriangleAlert, 'May exceed'),
  idle: word('warn', Pause, 'Idle'),
  partial: word('warn', CircleDotDashed, 'Partial'),
  'with-conditions': word('info', ListChecks, 'With conditions'),
  'too-small-to-matter': word('info', EqualApproximately, 'Too small to matter'),
  'in-review': word('info', CircleDot, 'In review'),
  canary: word('info', GitBranch, 'Canary'),
  running: word('info', CircleEllipsis, 'Running'),
  waived: word('info', CircleMinus, 'Waived'),
  'needs-you': word('info', Hand, 'Needs you'),
  'not-measured': word('unknown', CircleDashed, 'Not measured'),
  'not-enough-data': word('unknown', CircleDashed, 'Not enough data'),
  draft: word('unknown', CircleDashed, 'Draft'),
  waiting: word('unknown', CircleDashed, 'Waiting'),
  retired: word('unknown', CircleMinus, 'Retired'),
  withdrawn: word('unknown', CircleMinus, 'Withdrawn'),
  void: word('unknown', CircleMinus, 'Void'),
  'not-applicable': word('unknown', CircleMinus, 'Not applicable'),
  'not-permitted': word('unknown', Ban, 'Not permitted'),
  suppressed: word('unknown', EyeOff, 'Suppressed'),
} satisfies Record<string, StateWord>

export type StateName = keyof typeof states

/** How much a state needs judgement: sort ascending to put the worst first. */
export const severity: Record<Tone, number> = { fail: 0, warn: 1, unknown: 2, info: 3, pass: 4 }

const wireWords: Record<string, StateName> = {
  open: 'in-review',
  pending: 'waiting',
  processing: 'running',
  running: 'running',
  succeeded: 'done',
  ready: 'done',
  failed: 'fail',
  active: 'serving',
  revoked: 'refused',
  expired: 'refused',
}

/** The state word for a value of the API (`open`, `succeeded`, `too-small-to-matter` …); unknown values are not measured. */
export function stateOf(value: string | null | undefined): StateName {
  if (value == null) return 'not-measured'
  if (value in wireWords) return wireWords[value] as StateName
  return value in states ? (value as StateName) : 'not-measured'
}
