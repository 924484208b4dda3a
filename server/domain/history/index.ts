import { getEventChange } from './get-event-change.ts'

export const historyOperations = { getEventChange }
