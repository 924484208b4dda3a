import { versionKey } from '#server/contracts/registry.ts'
import { defineQuery } from '#server/domain/kit/index.ts'
import { cardView, readCard } from './read-card.ts'
import { renderCard } from './render-card.ts'

export const getCard = defineQuery({
  name: 'get-card',
  summary: 'The model card, as JSON or as a page that prints',
  permission: 'read',
  input: versionKey,
  output: cardView,
  rest: {
    method: 'GET',
    path: '/models/{model}/versions/{version}/card',
    render: (card, accept) => (accept.includes('text/html') ? { contentType: 'text/html; charset=utf-8', body: renderCard(card) } : null),
  },
  run: ({ db, input, now }) => readCard(db, input, now),
})
