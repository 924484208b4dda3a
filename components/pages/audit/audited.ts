/** The operations that leave an event, in the order in which a model goes through them. */
export const AUDITED = [
  'create-dataset',
  'create-snapshot',
  'put-content',
  'record-inspection',
  'create-model',
  'update-model',
  'create-version',
  'update-version',
  'put-artifact',
  'record-intake',
  'retire-version',
  'set-alias',
  'remove-alias',
  'start-assessment',
  'cancel-assessment',
  'record-evidence',
  'update-card',
  'open-request',
  'add-comment',
  'withdraw-request',
  'decide',
  'revoke-grant',
  'deploy',
  'update-deployment',
  'stop-deployment',
  'assess-windows',
  'record-labels',
  'publish-policy',
  'set-price',
  'set-budget',
  'create-user',
  'create-service',
  'set-access',
  'create-key',
  'create-my-key',
  'revoke-key',
  'sign-in',
  'revoke-session',
  'save-view',
  'remove-view',
] as const
export type Audited = (typeof AUDITED)[number]

/** `revoke-grant` → `Revoke grant`. */
export const operationWords = (operation: string): string => {
  const text = operation.replaceAll('-', ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
