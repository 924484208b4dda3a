import type { VersionView } from '#server/contracts/registry.ts'
import { formatBytes, plural } from '../../ui/format.ts'
import type { Step } from '../../ui/stepper.tsx'
import { readNames } from './read-form.ts'
import type { VersionDraft } from './version-draft.ts'

interface Part {
  readonly title: string
  readonly id: string
  readonly done: boolean
  readonly detail: string
}

/** Parts as steps: the first that is not done is where one stands. Pure. */
function stepsOf(parts: readonly Part[]): Step[] {
  const current = parts.findIndex((part) => !part.done)
  return parts.map(({ title, id, done, detail }, i) => ({ title, detail, status: done ? 'done' : i === current ? 'current' : 'next', href: `#${id}` }))
}

/** The way of the form, before anything is sent. Pure. */
export function formSteps({ draft, fileName }: { readonly draft: VersionDraft; readonly fileName: string | null }): Step[] {
  const features = readNames(draft.features)
  return [
    ...stepsOf([
      { title: 'File', id: 'file', done: fileName !== null, detail: fileName ? `${fileName}, hashed` : 'not chosen' },
      {
        title: 'Data',
        id: 'data',
        done: features.length > 0,
        detail: features.length > 0 ? [draft.dataset, plural(features.length, 'feature')].filter(Boolean).join(', ') : 'not named',
      },
      {
        title: 'Decision',
        id: 'decision',
        done: draft.output.trim() !== '',
        detail: draft.output.trim() === '' ? 'not declared' : draft.threshold || 'no threshold',
      },
      { title: 'Origin', id: 'origin', done: draft.description.trim() !== '', detail: draft.description.trim() === '' ? 'optional' : 'told' },
    ]),
    { title: 'Intake', detail: 'after sending', status: 'next' },
    { title: 'Assess', detail: 'after intake', status: 'next' },
  ]
}

/** The way of a version that is registered. Pure. */
export function registeredSteps(held: VersionView, assessed: { readonly done: number; readonly running: number }): Step[] {
  const intake = { pending: 'waits for the file', processing: 'under way', ready: 'passed', failed: 'refused' }[held.status]
  return stepsOf([
    {
      title: 'File',
      id: 'file',
      done: held.artifactDigest !== null,
      detail: held.sizeBytes === null ? 'not sent' : `${formatBytes(held.sizeBytes)}, hashed twice`,
    },
    { title: 'Data', id: 'data', done: true, detail: held.dataset ?? 'not named' },
    { title: 'Decision', id: 'decision', done: true, detail: held.decision ? String(held.decision.threshold ?? held.decision.output) : 'not declared' },
    { title: 'Origin', id: 'origin', done: true, detail: `by ${held.createdBy.name}` },
    { title: 'Intake', id: 'intake', done: held.status === 'ready', detail: intake },
    {
      title: 'Assess',
      id: 'assess',
      done: assessed.done > 0,
      detail: assessed.running > 0 ? 'under way' : assessed.done > 0 ? `${plural(assessed.done, 'kind')} measured` : 'nothing measured yet',
    },
  ])
}
