import { getCard } from './get-card.ts'
import { listCardRevisions } from './list-card-revisions.ts'
import { updateCard } from './update-card.ts'

export const cardOperations = { getCard, listCardRevisions, updateCard }
