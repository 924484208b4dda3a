import type { RowExplanation, WhatIfAnswer } from '#server/contracts/serving.ts'

/** The row of a what-if: what people type, and what is asked. Pure. */

export type FeatureValue = number | string | boolean | null
export type Row = Readonly<Record<string, FeatureValue>>

/** A value as people edit it; a missing one is an empty field. */
export const textOf = (value: FeatureValue | undefined): string =>
  value === null || value === undefined || (typeof value === 'number' && Number.isNaN(value)) ? '' : String(value)

/** What stands in a field, as it is sent: a number where the field held one before or the text reads as one, else the text. */
export function valueOf(text: string, before: FeatureValue | undefined): FeatureValue {
  const trimmed = text.trim()
  if (trimmed === '') return null
  if (typeof before === 'string') return text
  const number = Number(trimmed.replace('−', '-'))
  return Number.isFinite(number) ? number : trimmed
}

/** The whole row with what was typed put in. */
export const changedRow = (start: Row, typed: Readonly<Record<string, string>>): Row =>
  Object.fromEntries(Object.entries(start).map(([feature, value]) => [feature, feature in typed ? valueOf(typed[feature] ?? '', value) : value]))

/** The features whose value is not the one the row began with. */
export const changedFeatures = (start: Row, row: Row): string[] => Object.keys(start).filter((feature) => textOf(start[feature]) !== textOf(row[feature]))

export interface Shift {
  readonly feature: string
  readonly before: FeatureValue
  readonly after: FeatureValue
  readonly contributionBefore: number
  readonly contributionAfter: number
}

/** Contributions of both rows beside each other, those that shifted most first. */
export function shiftsOf(before: RowExplanation, after: RowExplanation): Shift[] {
  const held = new Map(before.attributions.map((attribution) => [attribution.feature, attribution]))
  return after.attributions
    .map(({ feature, value, contribution }) => ({
      feature,
      before: held.get(feature)?.value ?? null,
      after: value,
      contributionBefore: held.get(feature)?.contribution ?? 0,
      contributionAfter: contribution,
    }))
    .toSorted((a, b) => Math.abs(b.contributionAfter - b.contributionBefore) - Math.abs(a.contributionAfter - a.contributionBefore))
}

/** "decided positive"; null where nothing is decided by a threshold. */
export const decisionWords = ({ decision }: Pick<WhatIfAnswer, 'decision'>): string | null =>
  decision ? `decided ${decision.positive ? 'positive' : 'negative'}` : null
