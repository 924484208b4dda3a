'use client'

import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState, type FormEvent } from 'react'
import { EXPOSURES, PURPOSES, type Exposure, type Purpose } from '#server/contracts/risk.ts'
import { riskTierOf } from '#server/kernel/governance/risk-tier.ts'
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
import { Tier } from '../../ui/tier.tsx'

const FIELDS = ['name', 'team', 'description', 'purpose', 'exposure']

/** Name, team and what it decides: purpose and exposure set the tier, and the tier sets the signatures. */
export function NewModelPage() {
  const trpc = useTRPC()
  const router = useRouter()
  const me = useMe()
  const { data: teams } = useSuspenseQuery(trpc.identity.listTeams.queryOptions({}))
  const [purpose, setPurpose] = useState<Purpose>('operational')
  const [exposure, setExposure] = useState<Exposure>('internal')
  const blocked = usePermission('model:write', null)
  const create = useMutation(
    trpc.registry.createModel.mutationOptions({ meta: { inline: true }, onSuccess: (model) => router.push(`/models/${model.name}/versions/new`) }),
  )
  const failure = create.error ? failureOf(create.error) : null
  const rest = restOfProblem(failure, FIELDS)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '').trim()
    create.mutate({ name: text('name'), team: text('team'), description: text('description'), purpose, exposure })
  }
  const tier = riskTierOf({ purpose, exposure })
  return (
    <Page breadcrumb={[{ label: 'Models', href: '/models' }, { label: 'Register' }]}>
      <PageHead
        name="Register a model"
        answer="What will it decide, and who will feel it?"
        lead="Purpose and exposure cannot be changed later: approvals rest on them. The file comes next."
      />
      <Section title="Model">
        <form className="stack-form" onSubmit={submit}>
          {rest ? (
            <Banner state="fail" title="Not registered" alert>
              {rest}
            </Banner>
          ) : null}
          <Field label="Name" hint="Letters, digits, dot, underscore and hyphen. Clients call the model by it." error={fieldProblem(failure, 'name')}>
            <Input name="name" required spellCheck={false} autoComplete="off" />
          </Field>
          <Field label="Team" hint="Owns the model; its engineers register, request and deploy." error={fieldProblem(failure, 'team')}>
            <Select name="team" defaultValue={me.team ?? ''} options={teams.items.map((team) => ({ value: team.name }))} placeholder="Choose a team" />
          </Field>
          <Field label="Description" error={fieldProblem(failure, 'description')}>
            <Textarea name="description" rows={4} />
          </Field>
          <div className="fields">
            <Field label="Purpose" error={fieldProblem(failure, 'purpose')}>
              <Select value={purpose} onChange={(event) => setPurpose(PURPOSES.find((one) => one === event.target.value) ?? purpose)} options={PURPOSES} />
            </Field>
            <Field label="Exposure" error={fieldProblem(failure, 'exposure')}>
              <Select value={exposure} onChange={(event) => setExposure(EXPOSURES.find((one) => one === event.target.value) ?? exposure)} options={EXPOSURES} />
            </Field>
          </div>
          <p className="muted">
            Risk tier: <Tier tier={tier} />
          </p>
          <div className="acts-row">
            <Button variant="primary" type="submit" blocked={blocked} busy={create.isPending} busyLabel="Registering">
              Register model
            </Button>
          </div>
        </form>
      </Section>
    </Page>
  )
}
