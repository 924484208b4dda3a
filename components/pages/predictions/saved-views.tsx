'use client'

import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { BookmarkPlus, X } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { failureOf, fieldProblem, restOfProblem } from '../../trpc/problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Input } from '../../ui/input.tsx'
import { notify } from '../../ui/toaster.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { searchQuery, viewsInput } from './prediction-search.ts'
import type { PredictionSearch } from './prediction-search.ts'
import { searchWords } from './search-words.ts'

function SaveView({ search, query }: { readonly search: PredictionSearch; readonly query: string }) {
  const trpc = useTRPC()
  const [name, setName] = useState('')
  const save = useMutation(
    trpc.identity.saveView.mutationOptions({
      meta: { inline: true },
      onSuccess: (made) => notify.done(`View ${made.name} saved`, 'It stands above the table, for you alone.'),
    }),
  )
  const failure = save.error ? failureOf(save.error) : null
  return (
    <FormDialog
      title="Save this search as a view"
      description={`All predictions${searchWords(search)}. A view of the same name is replaced.`}
      trigger={
        <Button icon={<BookmarkPlus />} variant="quiet">
          Save as view
        </Button>
      }
      send="Save the view"
      busyLabel="Saving"
      cancel="Save none"
      pending={save.isPending}
      problem={restOfProblem(failure, ['name'])}
      onSend={() =>
        save.mutateAsync({ ...viewsInput, name: name.trim(), query }).then(
          () => true,
          () => false,
        )
      }
      onClose={() => {
        save.reset()
        setName('')
      }}
    >
      <Field label="Name" hint="Such as Refused last week." error={fieldProblem(failure, 'name')} required>
        <Input value={name} onChange={(event) => setName(event.target.value)} autoComplete="off" maxLength={80} />
      </Field>
    </FormDialog>
  )
}

/** One's own searches by name, and the way to keep the one that is open. */
export function SavedViews({ search }: { readonly search: PredictionSearch }) {
  const trpc = useTRPC()
  const { data: views } = useSuspenseQuery(trpc.identity.listViews.queryOptions(viewsInput))
  const save = useMutation(trpc.identity.saveView.mutationOptions())
  const remove = useMutation(
    trpc.identity.removeView.mutationOptions({
      onSuccess: ({ name, query }) => notify.done(`View ${name} removed`, undefined, { label: 'Undo', run: () => save.mutate({ ...viewsInput, name, query }) }),
    }),
  )
  const query = searchQuery(search)
  return (
    <>
      {query === '' || views.items.some((view) => view.query === query) ? null : <SaveView search={search} query={query} />}
      {views.items.length === 0 ? null : (
        <span className="row" role="group" aria-label="Saved views">
          <span className="small muted">Views</span>
          {views.items.map((view) => (
            <span className="chip" key={view.id}>
              <Link href={`/predictions?${view.query}`} aria-current={view.query === query ? 'true' : undefined}>
                {view.name}
              </Link>
              <button className="ib" type="button" aria-label={`Remove view ${view.name}`} onClick={() => remove.mutate({ view: view.id })}>
                <X className="i s" aria-hidden />
              </button>
            </span>
          ))}
        </span>
      )}
    </>
  )
}
