'use client'

import { useMutation } from '@tanstack/react-query'
import Link from 'next/link'
import { useState, type FormEvent } from 'react'
import type { ModelView, VersionView } from '#server/contracts/registry.ts'
import { failureOf, fieldProblem, restOfProblem } from '../../trpc/problem.ts'
import { useTRPC, type Outputs } from '../../trpc/trpc.ts'
import { usePermission } from '../../trpc/use-permission.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Input, Select } from '../../ui/input.tsx'
import { Section } from '../../ui/section.tsx'
import { Table } from '../../ui/table.tsx'
import { useAliases } from './use-aliases.ts'

interface AliasesPartProps {
  readonly model: ModelView
  /** Those that can be pointed at are among them. */
  readonly versions: readonly VersionView[]
}

/** Names that clients call a version by: moved, added and removed here, each undone from its notice. */
export function AliasesPart({ model, versions }: AliasesPartProps) {
  const [adding, setAdding] = useState(false)
  const { remove, removing, told } = useAliases(model.name)
  const blocked = usePermission('model:write', model.team)
  const ready = versions.filter((version) => version.status === 'ready').map(({ version }) => version)
  const aliases = Object.entries(model.aliases).toSorted(([a], [b]) => a.localeCompare(b, 'en'))
  return (
    <Section
      title="Aliases"
      lead="Names for versions. An alias permits nothing: what serves is decided by grants."
      actions={
        adding ? undefined : (
          <Button size="small" blocked={blocked ?? (ready.length === 0 ? 'No version has passed intake yet' : null)} onClick={() => setAdding(true)}>
            Set an alias
          </Button>
        )
      }
    >
      {adding ? <SetAlias model={model} versions={ready} onSet={told} onClose={() => setAdding(false)} /> : null}
      {aliases.length === 0 ? (
        adding ? null : (
          <p className="muted">No alias is set.</p>
        )
      ) : (
        <Table
          caption={`Aliases of ${model.name}`}
          rows={aliases}
          rowKey={([alias]) => alias}
          columns={[
            { header: 'Alias', cell: ([alias]) => <code>{alias}</code>, nowrap: true },
            { header: 'Points at', cell: ([, version]) => <Link href={`/models/${model.name}/versions/${version}`}>version {version}</Link> },
            {
              header: <span className="sr">Change</span>,
              label: 'Change',
              kind: 'number',
              cell: ([alias, version]) =>
                blocked === null ? (
                  <Button
                    size="small"
                    busy={removing === alias}
                    busyLabel="Removing"
                    aria-label={`Remove alias ${alias}`}
                    onClick={() => void remove({ alias, version })}
                  >
                    Remove
                  </Button>
                ) : null,
            },
          ]}
        />
      )}
    </Section>
  )
}

interface SetAliasProps {
  readonly model: ModelView
  readonly versions: readonly string[]
  readonly onSet: (output: Outputs['registry']['setAlias']) => void
  readonly onClose: () => void
}

function SetAlias({ model, versions, onSet, onClose }: SetAliasProps) {
  const trpc = useTRPC()
  const [alias, setAlias] = useState('')
  const [version, setVersion] = useState(versions[0] ?? '')
  const set = useMutation(
    trpc.registry.setAlias.mutationOptions({
      meta: { inline: true },
      onSuccess: (output) => {
        onSet(output)
        onClose()
      },
    }),
  )
  const failure = set.error ? failureOf(set.error) : null
  const rest = restOfProblem(failure, ['alias', 'version'])
  const held = Object.hasOwn(model.aliases, alias.trim()) ? model.aliases[alias.trim()] : undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    set.mutate({ model: model.name, alias: alias.trim(), version })
  }
  return (
    <form className="stack-form" onSubmit={submit}>
      {rest ? (
        <Banner state="fail" title="Not set" alert>
          {rest}
        </Banner>
      ) : null}
      <div className="fields">
        <Field
          label="Alias"
          hint={held ? `It points at version ${held} now and is moved.` : 'Letters, digits, _ and -; such as champion.'}
          error={fieldProblem(failure, 'alias')}
        >
          <Input value={alias} onChange={(event) => setAlias(event.target.value)} required spellCheck={false} autoComplete="off" mono />
        </Field>
        <Field label="Version" error={fieldProblem(failure, 'version')}>
          <Select value={version} onChange={(event) => setVersion(event.target.value)} options={versions.map((one) => ({ value: one, label: `v${one}` }))} />
        </Field>
      </div>
      <div className="acts-row">
        <Button variant="primary" type="submit" blocked={alias.trim() === '' ? 'Name the alias first' : null} busy={set.isPending} busyLabel="Setting">
          {held ? 'Move alias' : 'Set alias'}
        </Button>
        <Button onClick={onClose}>Leave as it is</Button>
      </div>
    </form>
  )
}
