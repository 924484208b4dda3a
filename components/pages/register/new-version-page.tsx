'use client'

import { useMutation, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState, type FormEvent } from 'react'
import { Page } from '../../shell/page.tsx'
import { failureOf, fieldProblem, restOfProblem } from '../../trpc/problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { usePermission } from '../../trpc/use-permission.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Columns } from '../../ui/columns.tsx'
import { CodeBlock } from '../../ui/code-block.tsx'
import { Field } from '../../ui/field.tsx'
import { FileDrop } from '../../ui/file-drop.tsx'
import { formatDate } from '../../ui/format-time.ts'
import { plural } from '../../ui/format.ts'
import { Input, Select, Textarea } from '../../ui/input.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Section, Subhead } from '../../ui/section.tsx'
import { useUpload } from '../../upload/use-upload.ts'
import { readDecision, readNames } from './read-form.ts'
import { DATASETS_READ } from './shown.ts'

const MOST_ARTIFACT_BYTES = 2 * 1024 ** 3
const SNAPSHOTS_READ = 200
const FIELDS = ['description', 'dataset', 'features', 'decision', 'trainingSnapshot', 'sourceRun', 'sourceCommit']

/** The file, the data it is for and what it decides; intake follows on the page of the version. */
export function NewVersionPage({ model }: { readonly model: string }) {
  const trpc = useTRPC()
  const router = useRouter()
  const { data: about } = useSuspenseQuery(trpc.registry.getModel.queryOptions({ model }))
  const { data: datasets } = useSuspenseQuery(trpc.datasets.listDatasets.queryOptions({ limit: DATASETS_READ }))
  const [dataset, setDataset] = useState('')
  const [features, setFeatures] = useState('')
  const [unsent, setUnsent] = useState<string | null>(null)
  const { data: snapshots } = useQuery({ ...trpc.datasets.listSnapshots.queryOptions({ dataset, limit: SNAPSHOTS_READ }), enabled: dataset !== '' })
  const blocked = usePermission('model:write', about.team)
  const upload = useUpload()
  const create = useMutation(trpc.registry.createVersion.mutationOptions({ meta: { inline: true } }))
  const failure = create.error ? failureOf(create.error) : null
  const rest = restOfProblem(failure, FIELDS)
  const deliver = async (version: string) => {
    setUnsent(version)
    if (await upload.send(`/api/v1/models/${model}/versions/${version}/artifact`)) router.push(`/models/${model}/versions/${version}`)
  }
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (unsent) return deliver(unsent)
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '').trim()
    const decision = readDecision({ output: text('output'), class: text('class'), threshold: text('threshold') })
    const optional = Object.fromEntries(
      ['description', 'trainingSnapshot', 'sourceRun', 'sourceCommit'].flatMap((name) => (text(name) ? [[name, text(name)]] : [])),
    )
    const made = await create
      .mutateAsync({ model, features: readNames(features), ...(dataset ? { dataset } : {}), ...(decision ? { decision } : {}), ...optional })
      .catch(() => null)
    if (made) await deliver(made.version)
  }
  const choose = (name: string) => {
    setDataset(name)
    const schema = datasets.items.find((one) => one.name === name)?.schema
    if (schema) setFeatures(schema.features.join(', '))
  }
  const missing = upload.file === null ? 'Choose the ONNX file first' : null
  return (
    <Page breadcrumb={[{ label: 'Models', href: '/models' }, { label: model, href: `/models/${model}` }, { label: 'Register' }]} wide>
      <PageHead
        name="Register a version"
        meta={`${model} · ${about.team}`}
        answer="Which file is it, and what does it decide?"
        lead="The file is hashed here and again on arrival, read without running it, and tried in a process of its own. Nothing serves before it is approved."
      />
      <form onSubmit={(event) => void submit(event)}>
        <Columns>
          <div>
            <Section title="1 File" lead="An ONNX file; it is never changed afterwards.">
              <FileDrop
                label="Drop an ONNX file, up to 2 GB"
                hint="It is hashed here first; compare the digest before sending."
                accept=".onnx"
                maxBytes={MOST_ARTIFACT_BYTES}
                onFile={(file) => void upload.choose(file)}
                upload={upload.upload}
                error={upload.problem}
              />
            </Section>
            <Section title="2 Data" lead="Without dataset and features a version is registered, but nothing can be measured.">
              <div className="stack-form">
                <Field label="Dataset" error={fieldProblem(failure, 'dataset')}>
                  <Select
                    value={dataset}
                    onChange={(event) => choose(event.target.value)}
                    options={datasets.items.map((one) => ({ value: one.name }))}
                    placeholder="Choose a dataset"
                  />
                </Field>
                <Field label="Features" hint="In the order of the model's input, separated by commas." error={fieldProblem(failure, 'features')}>
                  <Textarea value={features} onChange={(event) => setFeatures(event.target.value)} rows={4} mono />
                </Field>
                <Field label="Training snapshot" optional error={fieldProblem(failure, 'trainingSnapshot')}>
                  <Select
                    name="trainingSnapshot"
                    placeholder="Not named"
                    options={
                      snapshots?.items
                        .filter((one) => one.status === 'ready')
                        .map((one) => ({ value: one.id, label: `${one.role}, ${plural(one.rows ?? 0, 'row')}, ${formatDate(one.createdAt)}` })) ?? []
                    }
                  />
                </Field>
              </div>
            </Section>
            <Section title="3 Decision" lead="From which score on is a row decided positive?">
              <div className="fields" style={{ maxWidth: '48rem' }}>
                <Field label="Output" hint="The output that holds the score." error={fieldProblem(failure, 'decision.output')} optional>
                  <Input name="output" spellCheck={false} />
                </Field>
                <Field label="Class column" hint="Its column, from 0, when there are several." error={fieldProblem(failure, 'decision.class')} optional>
                  <Input name="class" type="number" min={0} step={1} />
                </Field>
                <Field label="Threshold" hint="0.5 when left out." error={fieldProblem(failure, 'decision.threshold')} optional>
                  <Input name="threshold" type="number" step="any" />
                </Field>
              </div>
            </Section>
            <Section title="4 Origin">
              <div className="stack-form">
                <Field label="What changed" optional error={fieldProblem(failure, 'description')}>
                  <Textarea name="description" rows={3} />
                </Field>
                <div className="fields">
                  <Field label="Source run" optional error={fieldProblem(failure, 'sourceRun')}>
                    <Input name="sourceRun" />
                  </Field>
                  <Field label="Commit" optional error={fieldProblem(failure, 'sourceCommit')}>
                    <Input name="sourceCommit" mono />
                  </Field>
                </div>
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
                  <Button variant="primary" type="submit" blocked={blocked ?? missing} busy={create.isPending} busyLabel="Registering">
                    {unsent ? 'Send the file again' : 'Register version'}
                  </Button>
                </div>
              </div>
            </Section>
          </div>
          <div>
            <Section title="The same by machine">
              <Subhead>Three calls</Subhead>
              <CodeBlock label="API calls" copyable>
                {`POST /api/v1/models/${model}/versions\nPUT  …/versions/{v}/artifact\nPOST …/versions/{v}/assessments`}
              </CodeBlock>
            </Section>
          </div>
        </Columns>
      </form>
    </Page>
  )
}
