'use client'

import { useRouter } from 'next/navigation'
import type { FormEvent, ReactNode } from 'react'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Input, Select } from '../../ui/input.tsx'
import { readSearch, SEARCH_FIELDS, searchHref } from './prediction-search.ts'
import type { ReadSearch, SearchTexts } from './prediction-search.ts'

interface SearchFormProps {
  readonly texts: SearchTexts
  readonly problems: ReadSearch['problems']
  readonly models: readonly string[]
  /** Beside the buttons. */
  readonly children?: ReactNode
}

const MINUTES = 16
const OUTCOMES = [
  { value: 'positive', label: 'Positive' },
  { value: 'negative', label: 'Negative' },
]
const TIMES = [
  { value: '', label: 'Decided' },
  { value: 'received', label: 'Received' },
]

/** An instant as a field for date and time writes it. */
const fieldTime = (text: string | undefined): string | undefined => {
  if (!text) return undefined
  const at = readSearch({ from: text }).search.from
  return at?.slice(0, MINUTES)
}

/** By model, version, outcome, score, entity and time; what is searched stands in the address. */
export function SearchForm({ texts, problems, models, children }: SearchFormProps) {
  const router = useRouter()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const typed: SearchTexts = Object.fromEntries(SEARCH_FIELDS.map((field) => [field, String(form.get(field) ?? '')]))
    const { search, problems: found } = readSearch(typed)
    // What cannot be read goes into the address as typed, so that the page names it at its field.
    const unread = Object.fromEntries(SEARCH_FIELDS.filter((field) => found[field]).map((field) => [field, typed[field]]))
    router.push(searchHref({ ...search, ...unread } as SearchTexts))
  }
  const known = texts.model === undefined || models.includes(texts.model) ? models : [texts.model, ...models]
  return (
    <form
      className="mt6 grid grid-cols-1 items-start gap-x-4 gap-y-3 sm:grid-cols-2 lg:grid-cols-4"
      role="search"
      aria-label="Predictions"
      onSubmit={submit}
      key={JSON.stringify(texts)}
    >
      <Field label="Model" error={problems.model}>
        <Select name="model" defaultValue={texts.model ?? ''} placeholder="Any" options={known} />
      </Field>
      <Field label="Version" error={problems.version}>
        <Input name="version" defaultValue={texts.version ?? ''} inputMode="numeric" autoComplete="off" placeholder="Any" />
      </Field>
      <Field label="Outcome" error={problems.outcome}>
        <Select name="outcome" defaultValue={texts.outcome ?? ''} placeholder="Any" options={OUTCOMES} />
      </Field>
      <div className="grid grid-cols-2 items-start gap-x-4">
        <Field label="Score from" error={problems.scoreFrom}>
          <Input name="scoreFrom" defaultValue={texts.scoreFrom ?? ''} inputMode="decimal" autoComplete="off" placeholder="Any" />
        </Field>
        <Field label="Score to" error={problems.scoreTo}>
          <Input name="scoreTo" defaultValue={texts.scoreTo ?? ''} inputMode="decimal" autoComplete="off" placeholder="Any" />
        </Field>
      </div>
      <Field label="Entity id" error={problems.entityId}>
        <Input name="entityId" defaultValue={texts.entityId ?? ''} autoComplete="off" placeholder="Any" spellCheck={false} />
      </Field>
      <Field label="Time">
        <Select name="time" defaultValue={texts.time === 'received' ? 'received' : ''} options={TIMES} />
      </Field>
      <Field label="From, UTC" error={problems.from}>
        <Input name="from" type="datetime-local" defaultValue={fieldTime(texts.from) ?? ''} />
      </Field>
      <Field label="Before, UTC" error={problems.to}>
        <Input name="to" type="datetime-local" defaultValue={fieldTime(texts.to) ?? ''} />
      </Field>
      <div className="acts-row sm:col-span-2 lg:col-span-4">
        <Button type="submit" variant="primary">
          Search
        </Button>
        {SEARCH_FIELDS.some((field) => texts[field]) ? <LinkButton href="/predictions">Clear</LinkButton> : null}
        {children}
      </div>
    </form>
  )
}
