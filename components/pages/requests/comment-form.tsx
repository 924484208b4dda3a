'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { useRef, useState, type FormEvent } from 'react'
import type { PrincipalView } from '#server/contracts/identity.ts'
import { failureOf, fieldProblem, restOfProblem } from '../../trpc/problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { usePermission } from '../../trpc/use-permission.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Select, Textarea } from '../../ui/input.tsx'
import { mentionsIn } from './mentions.ts'

const FIELDS = ['body']

/** "Ada Byron, reviewer"; where another has the same name, with the address too. */
const optionOf = ({ name, role, email }: PrincipalView, people: readonly PrincipalView[]): string =>
  [name, role.replaceAll('-', ' '), people.filter((one) => one.name === name).length > 1 ? email : null].filter((part) => part !== null).join(', ')

/** Adds a comment; who is named in it as @Name finds it in their inbox. */
export function CommentForm({ request }: { readonly request: string }) {
  const trpc = useTRPC()
  const barred = usePermission('request:comment', null)
  const [body, setBody] = useState('')
  const field = useRef<HTMLTextAreaElement>(null)
  const { data: everybody } = useQuery({ ...trpc.identity.listPeople.queryOptions({ kind: 'user', limit: 500 }), enabled: barred === null })
  const people = everybody?.items.filter(({ disabledAt }) => disabledAt === null).toSorted((a, b) => a.name.localeCompare(b.name)) ?? []
  const [chosen, setChosen] = useState<readonly string[]>([])
  const clear = () => {
    setBody('')
    setChosen([])
  }
  const add = useMutation(trpc.governance.addComment.mutationOptions({ meta: { inline: true }, onSuccess: clear }))
  const failure = add.error ? failureOf(add.error) : null
  const rest = restOfProblem(failure, FIELDS)
  const mentions = mentionsIn(body, people, chosen)
  const unclear = mentions.unclear[0]
  const blocked =
    barred ?? (body.trim() === '' ? 'Write a comment first' : unclear === undefined ? null : `Several people are called ${unclear}: choose one in the list`)
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (blocked === null) add.mutate({ request, body, mentions: [...mentions.ids] })
  }
  const mention = (id: string) => {
    const person = people.find((one) => one.id === id)
    if (!person) return
    setChosen((ids) => [...ids, id])
    // Who was named already without saying which of them is not named twice.
    if (!mentions.unclear.includes(person.name)) setBody((text) => `${text}${text === '' || /\s$/.test(text) ? '' : ' '}@${person.name} `)
    field.current?.focus()
  }
  return (
    <form className="mt4 print:hidden" onSubmit={send} aria-label="Add a comment">
      {rest ? (
        <Banner state="fail" title="The comment was not added" alert>
          {rest}
        </Banner>
      ) : null}
      <Field label="Add a comment" hint="Part of the record; it cannot be edited later." error={fieldProblem(failure, 'body')}>
        <Textarea ref={field} value={body} onChange={({ target }) => setBody(target.value)} rows={3} maxLength={5000} />
      </Field>
      <div className="mt2 flex flex-wrap items-end gap-3">
        <Field label="Mention somebody">
          <Select value="" onChange={({ target }) => mention(target.value)} disabled={people.length === 0}>
            <option value="">Choose a person</option>
            {people.map((person) => (
              <option key={person.id} value={person.id}>
                {optionOf(person, people)}
              </option>
            ))}
          </Select>
        </Field>
        <Button type="submit" blocked={blocked} busy={add.isPending} busyLabel="Adding">
          Add comment
        </Button>
      </div>
    </form>
  )
}
