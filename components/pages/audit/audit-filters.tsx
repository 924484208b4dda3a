'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState, type FormEvent } from 'react'
import { useTRPC } from '../../trpc/trpc.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Input, Select } from '../../ui/input.tsx'
import { auditHref, auditQueryOf, isFiltered, type AuditQuery } from './audit-query.ts'
import { AUDITED, operationWords } from './audited.ts'

/** By subject, operation, person and time; the address holds what is chosen. */
export function AuditFilters({ query }: { readonly query: AuditQuery }) {
  const trpc = useTRPC()
  const { data: people } = useSuspenseQuery(trpc.identity.listPeople.queryOptions({ limit: 500 }))
  const router = useRouter()
  const [subject, setSubject] = useState(query.subject ?? '')
  const go = (change: Partial<Record<keyof AuditQuery, string>>) => {
    const { cursor: _cursor, event: _event, ...kept } = query
    router.push(auditHref(auditQueryOf({ ...kept, ...change })))
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    go({ subject: subject.includes(':') || subject.trim() === '' ? subject : `model:${subject.trim()}` })
  }
  return (
    <form className="filters" onSubmit={submit} aria-label="Filter events">
      <Field label="About">
        <Input value={subject} onChange={(event) => setSubject(event.target.value)} placeholder="model:credit or a model’s name" spellCheck={false} />
      </Field>
      <Field label="Did">
        <Select
          value={query.operation ?? ''}
          onChange={(event) => go({ operation: event.target.value })}
          placeholder="Anything"
          options={AUDITED.map((value) => ({ value, label: operationWords(value) }))}
        />
      </Field>
      <Field label="Who">
        <Select
          value={query.actor ?? ''}
          onChange={(event) => go({ actor: event.target.value })}
          placeholder="Anybody"
          options={people.items.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Field>
      <Field label="From">
        <Input type="date" value={query.from ?? ''} max={query.to} onChange={(event) => go({ from: event.target.value })} />
      </Field>
      <Field label="Until">
        <Input type="date" value={query.to ?? ''} min={query.from} onChange={(event) => go({ to: event.target.value })} />
      </Field>
      <span className="row">
        <Button type="submit" size="small">
          Apply
        </Button>
        {isFiltered(query) ? (
          <LinkButton size="small" variant="quiet" href="/audit">
            Remove filters
          </LinkButton>
        ) : null}
      </span>
    </form>
  )
}
