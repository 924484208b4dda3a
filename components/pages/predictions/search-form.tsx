'use client'

import { useRouter } from 'next/navigation'
import type { FormEvent } from 'react'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Input, Select } from '../../ui/input.tsx'
import { readSearch, SEARCH_FIELDS, searchHref } from './prediction-search.ts'
import type { ReadSearch, SearchTexts } from './prediction-search.ts'

interface SearchFormProps {
  readonly texts: SearchTexts
  readonly problems: ReadSearch['problems']
  readonly models: readonly string[]
}

const MINUTES = 16

/** An instant as a field for date and time writes it. */
const fieldTime = (text: string | undefined): string | undefined => {
  if (!text) return undefined
  const at = readSearch({ from: text }).search.from
  return at?.slice(0, MINUTES)
}

/** By model, version, entity and time; what is searched stands in the address. */
export function SearchForm({ texts, problems, models }: SearchFormProps) {
  const router = useRouter()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const typed: SearchTexts = Object.fromEntries(SEARCH_FIELDS.map((field) => [field, String(form.get(field) ?? '')]))
    const { search, problems: found } = readSearch(typed)
    // What cannot be read goes into the address as typed, so that the page names it at its field.
    const unread = Object.fromEntries(SEARCH_FIELDS.filter((field) => found[field]).map((field) => [field, typed[field]]))
    router.push(searchHref({ ...search, ...unread }))
  }
  const known = texts.model === undefined || models.includes(texts.model) ? models : [texts.model, ...models]
  return (
    <form
      className="mt6 grid grid-cols-1 items-start gap-x-4 gap-y-3 sm:grid-cols-2 lg:grid-cols-[minmax(0,1.4fr)_minmax(0,0.6fr)_minmax(0,1fr)_13rem_13rem_auto]"
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
      <Field label="Entity id" error={problems.entityId}>
        <Input name="entityId" defaultValue={texts.entityId ?? ''} autoComplete="off" placeholder="Any" spellCheck={false} />
      </Field>
      <Field label="From, UTC" error={problems.from}>
        <Input name="from" type="datetime-local" defaultValue={fieldTime(texts.from) ?? ''} />
      </Field>
      <Field label="Before, UTC" error={problems.to}>
        <Input name="to" type="datetime-local" defaultValue={fieldTime(texts.to) ?? ''} />
      </Field>
      <div className="acts-row lg:pt-6">
        <Button type="submit" variant="primary">
          Search
        </Button>
        {SEARCH_FIELDS.some((field) => texts[field]) ? <LinkButton href="/predictions">Clear</LinkButton> : null}
      </div>
    </form>
  )
}
