'use client'

import type { WhatIfAnswer } from '#server/contracts/serving.ts'
import { formatSigned, inWords } from '../../ui/format.ts'
import { Subhead } from '../../ui/section.tsx'
import { Table } from '../../ui/table.tsx'
import { ExplanationFigure } from '../predictions/explanation-figure.tsx'
import { scoreWords, valueWords } from '../predictions/prediction-values.ts'
import { changedFeatures, decisionWords, shiftsOf, type Row } from './what-if-row.ts'

interface WhatIfAnswerProps {
  readonly before: WhatIfAnswer
  /** Null: nothing was asked yet, or it was refused. */
  readonly after: WhatIfAnswer | null
  readonly start: Row
  readonly row: Row
}

/** "With age 50 instead of 30". */
function changeWords(start: Row, row: Row): string {
  const changed = changedFeatures(start, row)
  const named = changed.slice(0, 3).map((feature) => `${feature} ${valueWords(row[feature])} instead of ${valueWords(start[feature])}`)
  const more = changed.length - named.length
  return `With ${named.join(', ')}${more > 0 ? ` and ${inWords(more)} more` : ''}`
}

function AnswerSentence({ before, after, start, row }: WhatIfAnswerProps) {
  const threshold = before.decision?.threshold ?? null
  const score = (answer: WhatIfAnswer) => scoreWords(answer.output, threshold)
  if (!after) {
    const held = decisionWords(before)
    return (
      <>
        As it is, the score is {score(before)}
        {held ? `: ${held}` : ''}.
      </>
    )
  }
  const [was, is] = [decisionWords(before), decisionWords(after)]
  return (
    <>
      {changeWords(start, row)} the score is <b>{score(after)}</b> instead of {score(before)}
      {is === null ? '' : was === is ? `: still ${is}` : `: ${is}, no longer ${was}`}.
    </>
  )
}

/** What the changed row would come to, and how each input's part shifts. */
export function WhatIfAnswerPart(props: WhatIfAnswerProps) {
  const { before, after } = props
  return (
    <>
      <p className="lead mt4" role="status">
        <AnswerSentence {...props} />
      </p>
      {after ? (
        <>
          <div className="mt4" />
          <ExplanationFigure explanation={after.explanation} of="the changed row" threshold={after.decision?.threshold ?? null} csvName="what-if" />
          <Subhead>What shifted</Subhead>
          <Table
            caption="Contributions before and after the change"
            compact
            rows={shiftsOf(before.explanation, after.explanation).slice(0, 12)}
            rowKey={(shift) => shift.feature}
            columns={[
              { header: 'Input', cell: (shift) => shift.feature },
              { header: 'Before', kind: 'number', cell: (shift) => valueWords(shift.before) },
              { header: 'After', kind: 'number', cell: (shift) => valueWords(shift.after) },
              { header: 'Contribution before', kind: 'number', cell: (shift) => formatSigned(shift.contributionBefore, 3) },
              { header: 'Contribution after', kind: 'number', cell: (shift) => formatSigned(shift.contributionAfter, 3) },
              { header: 'Shift', kind: 'number', cell: (shift) => formatSigned(shift.contributionAfter - shift.contributionBefore, 3) },
            ]}
          />
        </>
      ) : null}
    </>
  )
}
