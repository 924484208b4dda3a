'use client'

import { useMutation } from '@tanstack/react-query'
import { Pencil } from 'lucide-react'
import { useState } from 'react'
import type { ModelView } from '#server/contracts/registry.ts'
import { failureOf, fieldProblem, restOfProblem } from '../../trpc/problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { usePermission } from '../../trpc/use-permission.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Input, Textarea } from '../../ui/input.tsx'
import { KeyValue } from '../../ui/key-value.tsx'
import { Section } from '../../ui/section.tsx'
import { readTags, writeTags } from './tags-text.ts'

/** What the model is for, with its tags; edited in place by whoever may. */
export function AboutModel({ model }: { readonly model: ModelView }) {
  const [editing, setEditing] = useState(false)
  const blocked = usePermission('model:write', model.team)
  return (
    <Section
      title="About"
      lead="Name, purpose and exposure stay: approvals rest on them."
      actions={
        editing ? undefined : (
          <Button size="small" icon={<Pencil />} blocked={blocked} onClick={() => setEditing(true)}>
            Edit
          </Button>
        )
      }
    >
      {editing ? <Editor model={model} onClose={() => setEditing(false)} /> : <Facts model={model} />}
    </Section>
  )
}

function Facts({ model }: { readonly model: ModelView }) {
  const tags = Object.entries(model.tags)
  return (
    <>
      <p style={{ maxWidth: 'var(--measure)', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {model.description || <span className="muted">Nobody has said yet what it does.</span>}
      </p>
      <div className="mt4">
        <KeyValue
          items={[
            { label: 'Team', value: model.team },
            { label: 'Purpose', value: `${model.purpose}, ${model.exposure}: ${model.riskTier} risk` },
            ...tags.map(([key, value]) => ({ label: key, value: value || '–' })),
          ]}
        />
      </div>
    </>
  )
}

function Editor({ model, onClose }: { readonly model: ModelView; readonly onClose: () => void }) {
  const trpc = useTRPC()
  const [description, setDescription] = useState(model.description)
  const [tags, setTags] = useState(writeTags(model.tags))
  const update = useMutation(trpc.registry.updateModel.mutationOptions({ meta: { inline: true }, onSuccess: onClose }))
  const failure = update.error ? failureOf(update.error) : null
  const read = readTags(tags)
  const rest = restOfProblem(failure, ['description', 'tags'])
  return (
    <form
      className="stack-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (read.tags) update.mutate({ model: model.name, description, tags: read.tags })
      }}
    >
      {rest ? (
        <Banner state="fail" title="Not saved" alert>
          {rest}
        </Banner>
      ) : null}
      <Field label="Description" hint="What it decides, for whom, and what a reader must know." error={fieldProblem(failure, 'description')}>
        <Textarea value={description} onChange={(event) => setDescription(event.target.value)} rows={5} />
      </Field>
      <Field label="Tags" hint="key=value, separated by commas." error={read.problem ?? fieldProblem(failure, 'tags')} optional>
        <Input value={tags} onChange={(event) => setTags(event.target.value)} />
      </Field>
      <div className="acts-row">
        <Button variant="primary" type="submit" busy={update.isPending} busyLabel="Saving">
          Save description
        </Button>
        <Button onClick={onClose}>Keep as it was</Button>
      </div>
    </form>
  )
}
