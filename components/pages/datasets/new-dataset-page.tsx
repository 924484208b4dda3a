'use client'

import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import type { FormEvent } from 'react'
import { Page } from '../../shell/page.tsx'
import { failureOf, fieldProblem, restOfProblem } from '../../trpc/problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { useMe, usePermission } from '../../trpc/use-permission.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Input, Select, Textarea } from '../../ui/input.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Section } from '../../ui/section.tsx'
import { readNames } from '../register/read-form.ts'

const COLUMNS = [
  { name: 'label', label: 'Label', hint: 'The column of the true outcome.' },
  { name: 'positiveLabel', label: 'Positive label', hint: 'The value that the score is for; 1 when left out.' },
  { name: 'favourableOutcome', label: 'Favourable outcome', hint: 'The value people hope for; the positive label when left out.' },
  { name: 'entityId', label: 'Entity column', hint: 'Whom or what a row is about.' },
  { name: 'timestamp', label: 'Time column', hint: 'When a row was true.' },
] as const

const FIELDS = [
  'name',
  'team',
  'description',
  'schema.features',
  'schema.protectedAttributes',
  'schema.categorical',
  ...COLUMNS.map((column) => `schema.${column.name}`),
]

/** Declares a dataset: what its columns mean, so that they can be measured and judged. */
export function NewDatasetPage() {
  const trpc = useTRPC()
  const router = useRouter()
  const me = useMe()
  const { data: teams } = useSuspenseQuery(trpc.identity.listTeams.queryOptions({}))
  const blocked = usePermission('dataset:write', null)
  const create = useMutation(
    trpc.datasets.createDataset.mutationOptions({ meta: { inline: true }, onSuccess: (dataset) => router.push(`/datasets/${dataset.name}`) }),
  )
  const failure = create.error ? failureOf(create.error) : null
  const rest = restOfProblem(failure, FIELDS)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '').trim()
    const named = Object.fromEntries(COLUMNS.flatMap(({ name }) => (text(name) ? [[name, text(name)]] : [])))
    create.mutate({
      name: text('name'),
      team: text('team'),
      description: text('description'),
      schema: {
        ...named,
        features: readNames(text('features')),
        protectedAttributes: readNames(text('protectedAttributes')),
        categorical: readNames(text('categorical')),
      },
    })
  }
  return (
    <Page breadcrumb={[{ label: 'Datasets', href: '/datasets' }, { label: 'Declare' }]}>
      <PageHead
        name="Declare a dataset"
        answer="What do its columns mean?"
        lead="Protected attributes never reach a model unless they are features too; they are what fairness is judged by."
      />
      <form onSubmit={submit}>
        <Section title="Dataset">
          <div className="stack-form">
            {rest ? (
              <Banner state="fail" title="Not declared" alert>
                {rest}
              </Banner>
            ) : null}
            <Field label="Name" hint="Letters, digits, dot, underscore and hyphen." error={fieldProblem(failure, 'name')}>
              <Input name="name" required spellCheck={false} autoComplete="off" />
            </Field>
            <Field label="Team" error={fieldProblem(failure, 'team')}>
              <Select name="team" defaultValue={me.team ?? ''} options={teams.items.map((team) => ({ value: team.name }))} placeholder="Choose a team" />
            </Field>
            <Field label="Description" optional error={fieldProblem(failure, 'description')}>
              <Textarea name="description" rows={3} />
            </Field>
          </div>
        </Section>
        <Section title="Columns" lead="Names as in the file, separated by commas where there are several.">
          <div className="stack-form">
            <Field label="Features" error={fieldProblem(failure, 'schema.features')}>
              <Textarea name="features" rows={4} mono />
            </Field>
            <Field label="Protected attributes" hint="Such as sex or age group." optional error={fieldProblem(failure, 'schema.protectedAttributes')}>
              <Input name="protectedAttributes" mono />
            </Field>
            <Field label="Categorical" hint="Numbers that are really names of categories." optional error={fieldProblem(failure, 'schema.categorical')}>
              <Input name="categorical" mono />
            </Field>
            {COLUMNS.map((column) => (
              <Field key={column.name} label={column.label} hint={column.hint} optional error={fieldProblem(failure, `schema.${column.name}`)}>
                <Input name={column.name} mono />
              </Field>
            ))}
            <div className="acts-row">
              <Button variant="primary" type="submit" blocked={blocked} busy={create.isPending} busyLabel="Declaring">
                Declare dataset
              </Button>
            </div>
          </div>
        </Section>
      </form>
    </Page>
  )
}
