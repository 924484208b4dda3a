import type { BudgetScope } from '#server/contracts/finops.ts'

/** `all`, `model/credit-default`, `team/lending`: a scope as the value of a choice. */
export const scopeKey = (scope: BudgetScope): string => (scope.kind === 'all' ? 'all' : `${scope.kind}/${scope.name}`)

/** The scope of such a value. */
export function scopeOf(key: string): BudgetScope {
  const [kind, name = ''] = key.split(/\/(.*)/s)
  return kind === 'model' || kind === 'team' ? { kind, name } : { kind: 'all' }
}

/** What the server is told. */
export const scopeInput = (scope: BudgetScope): { model?: string; team?: string } => (scope.kind === 'all' ? {} : { [scope.kind]: scope.name })

/** `All models`, `credit-default`, `Team lending`. */
export const scopeWords = (scope: BudgetScope): string => (scope.kind === 'all' ? 'All models' : scope.kind === 'team' ? `Team ${scope.name}` : scope.name)

interface Named {
  readonly name: string
}

/** Everything, then teams, then models. */
export const scopeOptions = (models: readonly Named[], teams: readonly Named[]): { value: string; label: string }[] =>
  [
    { kind: 'all' as const },
    ...teams.map(({ name }) => ({ kind: 'team' as const, name })),
    ...models.map(({ name }) => ({ kind: 'model' as const, name })),
  ].map((scope) => ({ value: scopeKey(scope), label: scopeWords(scope) }))
