import { getCard } from './get-card.ts'
import { updateCard } from './update-card.ts'

export const cardOperations = { getCard, updateCard }
