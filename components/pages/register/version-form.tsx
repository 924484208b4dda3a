'use client'

import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState, type FormEvent } from 'react'
import type { ModelView, VersionView } from '#server/contracts/registry.ts'
import { failureOf, restOfProblem } from '../../trpc/problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { useMe, usePermission } from '../../trpc/use-permission.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Columns } from '../../ui/columns.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Stepper } from '../../ui/stepper.tsx'
import { useUpload } from '../../upload/use-upload.ts'
import { DataPart } from './data-part.tsx'
import { DecisionPart } from './decision-part.tsx'
import { FilePart } from './file-part.tsx'
import { OriginPart } from './origin-part.tsx'
import { comparedWith, recordedFacts } from './recorded-facts.tsx'
import { RecordedRail } from './recorded-rail.tsx'
import { formSteps } from './register-steps.ts'
import { DATASETS_READ } from './shown.ts'
import { suggestDecision } from './suggest-decision.ts'
import { useFileReading } from './use-file-reading.ts'
import { changesSince } from './version-changes.ts'
import { decisionFields, declarationOf, draftAfter } from './version-draft.ts'

const FIELDS = ['description', 'dataset', 'features', 'decision', 'trainingSnapshot', 'sourceRun', 'sourceCommit']

interface VersionFormProps {
  readonly about: ModelView
  /** The newest ones, newest first. */
  readonly versions: readonly VersionView[]
}

/** The file, the data it is for and what it decides, with what will be recorded beside them. */
export function VersionForm({ about, versions }: VersionFormProps) {
  const trpc = useTRPC()
  const router = useRouter()
  const me = useMe()
  const { data: datasets } = useSuspenseQuery(trpc.datasets.listDatasets.queryOptions({ limit: DATASETS_READ }))
  const [draft, setDraft] = useState(() => draftAfter(versions[0] ?? null))
  const [unsent, setUnsent] = useState<string | null>(null)
  const upload = useUpload()
  const { reading, read } = useFileReading()
  const blocked = usePermission('model:write', about.team)
  const create = useMutation(trpc.registry.createVersion.mutationOptions({ meta: { inline: true } }))
  const failure = create.error ? failureOf(create.error) : null
  const rest = restOfProblem(failure, FIELDS)
  const change = (changes: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...changes }))
  const model = about.name
  const choose = async (file: File) => {
    void upload.choose(file)
    const found = await read(file)
    if (found && 'signature' in found) {
      const suggested = suggestDecision(found.signature)
      setDraft((before) => (before.output === '' && suggested ? { ...before, ...decisionFields(suggested), threshold: before.threshold } : before))
    }
  }
  const deliver = async (version: string) => {
    setUnsent(version)
    if (await upload.send(`/api/v1/models/${model}/versions/${version}/artifact`)) router.replace(`/models/${model}/versions/new?version=${version}`)
  }
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (unsent) return deliver(unsent)
    const made = await create.mutateAsync({ model, ...declarationOf(draft) }).catch(() => null)
    if (made) await deliver(made.version)
  }
  const declared = declarationOf(draft)
  const next = unsent ?? String(Number(versions[0]?.version ?? 0) + 1)
  const before = comparedWith(versions, next)
  const now = { dataset: declared.dataset ?? null, features: declared.features, decision: declared.decision ?? null }
  const readable = typeof reading === 'object' ? reading : null
  return (
    <>
      <PageHead
        name="Register a version"
        meta={`${model} · v${next} · ${about.team}`}
        answer="Which file is it, and what does it decide?"
        lead="The file is hashed here and again on arrival, read without running it, and tried in a process of its own. Nothing serves before it is approved."
      />
      <div className="mt6">
        <Stepper label="Steps of registering" steps={formSteps({ draft, fileName: upload.upload?.digest ? upload.upload.name : null })} />
      </div>
      <form onSubmit={(event) => void submit(event)}>
        <Columns layout="wide-rail">
          <div>
            <FilePart upload={upload} reading={reading} onFile={(file) => void choose(file)} />
            <DataPart draft={draft} onChange={change} datasets={datasets.items} reading={readable} previous={before} failure={failure} />
            <DecisionPart draft={draft} onChange={change} reading={readable} previous={before} failure={failure} />
            <OriginPart draft={draft} onChange={change} failure={failure}>
              {rest ? (
                <Banner state="fail" title="Not registered" alert>
                  {rest}
                </Banner>
              ) : null}
              {unsent && upload.problem ? (
                <Banner state="fail" title={`Version ${unsent} is registered, its file is not sent`} alert>
                  {upload.problem}
                </Banner>
              ) : null}
              <div className="acts-row">
                <Button
                  variant="primary"
                  type="submit"
                  blocked={blocked ?? (upload.file === null ? 'Choose the ONNX file first' : null)}
                  busy={create.isPending || (unsent !== null && upload.problem === null)}
                  busyLabel={unsent ? 'Sending the file' : 'Registering'}
                >
                  {unsent ? 'Send the file again' : 'Register version'}
                </Button>
              </div>
            </OriginPart>
          </div>
          <RecordedRail
            title="What will be recorded"
            facts={recordedFacts({
              ...now,
              model,
              version: next,
              artifactDigest: upload.upload?.digest ?? null,
              trainingSnapshot: declared.trainingSnapshot ?? null,
              sourceRun: declared.sourceRun ?? null,
              sourceCommit: declared.sourceCommit ?? null,
              by: me.name,
            })}
            changes={before ? { since: before.version, sentences: changesSince(before, now) } : null}
            model={model}
            version={unsent ?? '{v}'}
          />
        </Columns>
      </form>
    </>
  )
}
