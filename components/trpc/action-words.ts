import type { Action } from '#server/contracts/permissions.ts'

/** Each action as the console names it. */
export const ACTION_WORDS: Record<Action, string> = {
  read: 'Read everything',
  'self:write': 'Manage my own keys and sessions',
  'model:write': 'Register models and versions',
  'dataset:write': 'Declare datasets, send snapshots',
  'assessment:run': 'Run assessments',
  'card:write': 'Write model cards',
  'request:open': 'Ask for approval',
  'request:decide': 'Approve and reject',
  'request:withdraw': 'Withdraw requests',
  'request:comment': 'Comment on requests',
  'grant:revoke': 'Revoke grants',
  'deployment:write': 'Deploy and stop',
  'prediction:create': 'Ask for predictions',
  'label:write': 'Send labels',
  'policy:write': 'Publish policies',
  'price:write': 'Set prices and budgets',
  'identity:write': 'Manage accounts',
}

/** `run assessments`, to go on in a sentence. */
export const actionInSentence = (action: Action): string => ACTION_WORDS[action].charAt(0).toLowerCase() + ACTION_WORDS[action].slice(1)
