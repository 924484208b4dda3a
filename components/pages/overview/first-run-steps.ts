import type { StandingView } from '#server/contracts/standing.ts'
import type { Step } from '../../ui/stepper.tsx'

interface Facts {
  readonly datasets: number
  /** Models, newest first. */
  readonly models: readonly Pick<StandingView, 'model' | 'newest' | 'request' | 'gates'>[]
}

interface Stage {
  readonly title: string
  readonly detail: string
  readonly isDone: boolean
  readonly href: string
  readonly action: string
}

/** From nothing to a model that serves: what is done already, and where the next thing is done. The newest model is followed. Pure. */
function stagesOf({ datasets, models }: Facts): readonly Stage[] {
  const [first] = models
  const version = first?.newest
  const ofModel = first ? `/models/${first.model}` : '/models/new'
  const ofVersion = version ? `${ofModel}/versions/${version.version}` : `${ofModel}/versions/new`
  const measured = first?.gates.some((gate) => gate.evidenceId !== null && gate.kind !== 'card') ?? false
  const requested = first?.request ?? null
  return [
    { title: 'Dataset', detail: 'columns, label, groups to compare', isDone: datasets > 0, href: '/datasets/new', action: 'Declare a dataset' },
    { title: 'Model', detail: 'purpose and exposure set its risk', isDone: first !== undefined, href: '/models/new', action: 'Register a model' },
    {
      title: 'File',
      detail: 'ONNX, checked before it is loaded',
      isDone: version?.status === 'ready',
      href: ofVersion,
      action: version ? 'Send its file' : 'Register a version',
    },
    { title: 'Evidence', detail: 'five kinds, measured by the workers', isDone: measured, href: ofVersion, action: 'Run an assessment' },
    {
      title: 'Signatures',
      detail: 'by others than its author',
      isDone: requested?.state === 'approved',
      href: requested ? `/requests/${requested.id}` : `${ofVersion}/request`,
      action: requested ? 'Open the request' : 'Ask for approval',
    },
    { title: 'Production', detail: 'under the grant, until it ends', isDone: false, href: '/deployments/new', action: 'Deploy it' },
  ]
}

export interface FirstRunGuide {
  readonly steps: readonly Step[]
  /** The step to take now. */
  readonly next: { readonly href: string; readonly action: string; readonly title: string }
}

/** The steps with the first that is not done as the current one. Pure. */
export function firstRunGuide(facts: Facts): FirstRunGuide {
  const stages = stagesOf(facts)
  const at = stages.findIndex((stage) => !stage.isDone)
  const next = stages[at]
  if (!next) throw new Error('the last step is never done')
  const steps = stages.map(({ title, detail, isDone }, i): Step => ({ title, detail, status: isDone ? 'done' : i === at ? 'current' : 'next' }))
  return { steps, next: { href: next.href, action: next.action, title: next.title } }
}
