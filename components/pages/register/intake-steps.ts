import { INTAKE_STAGES, type IntakeStage } from '#server/contracts/problems.ts'
import type { VersionView } from '#server/contracts/registry.ts'
import { formatCount, plural } from '../../ui/format.ts'
import type { StateName } from '../../ui/states.ts'
import { tensorWords } from './tensor-words.ts'

export interface IntakeStep {
  readonly name: string
  readonly state: StateName
  /** Replaces the word of the state. */
  readonly word?: string
  readonly detail: string
}

type Held = Pick<
  VersionView,
  'status' | 'sizeBytes' | 'problem' | 'signature' | 'operators' | 'opsets' | 'servingDigest' | 'artifactDigest' | 'features' | 'decision'
>

const NAMES: Record<IntakeStage, string> = { read: 'File read', trial: 'Trial run', declaration: 'Declaration held against it' }
const COMING: Record<IntakeStage, string> = {
  read: 'Structure, operators, names and sizes, without running anything.',
  trial: 'Loaded and run on one row and on two, in a process of its own.',
  declaration: 'Features and decision as they were declared.',
}

function passed(stage: IntakeStage, { signature, operators, opsets, servingDigest, artifactDigest, features, decision }: Held): string {
  if (stage === 'read') {
    const sets = Object.entries(opsets).map(([domain, set]) => `${domain || 'ai.onnx'} ${set}`)
    return `${plural(operators.length, 'operator')} of ${sets.join(' and ')}${servingDigest === artifactDigest ? '' : '; a ZipMap was cut off for serving'}.`
  }
  if (stage === 'trial') return `${signature?.inputs.map(tensorWords).join(', ')} → ${signature?.outputs.map(tensorWords).join(', ')}.`
  if (features.length === 0 && !decision) return 'Nothing was declared to hold against the file.'
  return (
    [features.length > 0 ? `${plural(features.length, 'feature')} fit the input` : null, decision ? `${decision.output} is an output` : null]
      .filter(Boolean)
      .join('; ') + '.'
  )
}

/** How intake stands with a file, stage by stage; a refusal of old times names no stage and ends at none in particular. Pure. */
export function intakeSteps(held: Held): IntakeStep[] {
  const { status, sizeBytes, problem } = held
  const received: IntakeStep =
    status === 'pending'
      ? { name: 'Bytes received', state: 'waiting', detail: 'The file is not sent yet.' }
      : { name: 'Bytes received', state: 'pass', detail: `${formatCount(sizeBytes)} bytes, hashed on arrival.` }
  const refusedAt = problem?.stage ? INTAKE_STAGES.indexOf(problem.stage) : -1
  return [
    received,
    ...INTAKE_STAGES.map((stage, i): IntakeStep => {
      const name = NAMES[stage]
      if (status === 'pending') return { name, state: 'waiting', detail: COMING[stage] }
      if (status === 'processing') return { name, state: 'running', detail: COMING[stage] }
      if (status === 'ready') return { name, state: 'pass', detail: passed(stage, held) }
      if (refusedAt === i) return { name, state: 'refused', detail: problem?.detail ?? '' }
      if (refusedAt > i) return { name, state: 'pass', detail: COMING[stage] }
      return { name, state: 'waiting', word: refusedAt < 0 ? 'Not known' : 'Not reached', detail: COMING[stage] }
    }),
  ]
}
