import { versionKey } from '#server/contracts/registry.ts'
import { defineQuery } from '#server/domain/kit/index.ts'
import { cardView, readCard } from './read-card.ts'
import { renderCard } from './render-card.ts'

/** Whether an Accept header likes HTML better than JSON; without a word of HTML it does not. */
function prefersHtml(accept: string): boolean {
  const weights = new Map(
    accept.split(',').map((part) => {
      const [type = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase())
      const weight = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? 1)
      return [type, Number.isNaN(weight) ? 0 : weight] as const
    }),
  )
  const html = weights.get('text/html') ?? 0
  return html > 0 && html >= (weights.get('application/json') ?? 0)
}

export const getCard = defineQuery({
  name: 'get-card',
  summary: 'The model card, as JSON or as a page that prints',
  permission: 'read',
  input: versionKey,
  output: cardView,
  rest: {
    method: 'GET',
    path: '/models/{model}/versions/{version}/card',
    render: (card, accept) => (prefersHtml(accept) ? { contentType: 'text/html; charset=utf-8', body: renderCard(card) } : null),
  },
  run: ({ db, input, now }) => readCard(db, input, now),
})
