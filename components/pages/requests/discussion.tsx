'use client'

import { useQuery } from '@tanstack/react-query'
import type { CommentView } from '#server/contracts/governance.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { plural } from '../../ui/format.ts'
import { Section } from '../../ui/section.tsx'
import { Time } from '../../ui/time.tsx'
import { CommentForm } from './comment-form.tsx'
import { partsOf } from './mentions.ts'
import { commentsInput } from './queue-inputs.ts'
import { roleWords } from './request-words.ts'

/** What people say about a request, oldest first, and a place to add to it. */
export function Discussion({ request }: { readonly request: string }) {
  const trpc = useTRPC()
  const { data } = useQuery(trpc.governance.listComments.queryOptions(commentsInput(request)))
  const comments = data?.items ?? []
  const more = data?.nextCursor ? ' Only the first 500 are shown here; the rest is in the API.' : ''
  return (
    <Section title="Discussion" lead={comments.length === 0 ? 'Nobody has said anything yet.' : `${plural(comments.length, 'comment')}.${more}`}>
      {comments.length === 0 ? null : (
        <ol className="lst" aria-label="Comments">
          {comments.map((comment) => (
            <Comment key={comment.id} comment={comment} />
          ))}
        </ol>
      )}
      <CommentForm request={request} />
    </Section>
  )
}

function Comment({ comment }: { readonly comment: CommentView }) {
  return (
    <li>
      <b>{comment.author.name}</b>{' '}
      <span className="muted">
        {roleWords(comment.role)} · <Time at={comment.createdAt} form="absolute" />
      </span>
      <p className="mt2 whitespace-pre-wrap break-words">
        {partsOf(comment.body, comment.mentions).map(({ at, text, mention }) => (mention ? <b key={at}>{text}</b> : <span key={at}>{text}</span>))}
      </p>
    </li>
  )
}
