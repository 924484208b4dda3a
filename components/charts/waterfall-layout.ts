import { logistic } from './scale.ts'

export interface Contribution {
  readonly feature: string
  /** The feature's value, as text with its unit. */
  readonly value?: string
  readonly contribution: number
}

export interface WaterfallStep extends Contribution {
  readonly from: number
  readonly to: number
  /** Output after this step: a probability with a logit link. */
  readonly total: number
}

export type Link = 'identity' | 'logit'

export const throughLink = (margin: number, link: Link) => (link === 'logit' ? logistic(margin) : margin)

/**
 * The largest `maxRows` contributions, those that raise first, each group by size, the rest pooled at the end.
 * Their sum with `base` is kept exactly.
 */
export function waterfallSteps(base: number, contributions: readonly Contribution[], link: Link, maxRows = 10): WaterfallStep[] {
  const bySize = contributions.toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
  const single = bySize.length <= maxRows + 1 ? bySize : bySize.slice(0, maxRows)
  const rest = bySize.slice(single.length)
  const shown = [...single.filter((c) => c.contribution >= 0), ...single.filter((c) => c.contribution < 0)]
  if (rest.length > 0) {
    shown.push({
      feature: `${rest.length} other features`,
      contribution: rest.reduce((sum, c) => sum + c.contribution, 0),
    })
  }
  let margin = base
  return shown.map((contribution) => {
    const from = margin
    margin += contribution.contribution
    return { ...contribution, from, to: margin, total: throughLink(margin, link) }
  })
}
