'use client'

import { useState, type FormEvent } from 'react'
import type { RowExplanation } from '#server/contracts/serving.ts'
import { fieldProblem, restOfProblem, type Failure } from '../../trpc/problem.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { FieldError } from '../../ui/field.tsx'
import { formatSigned, inWords, plural } from '../../ui/format.ts'
import { Input } from '../../ui/input.tsx'
import { Table } from '../../ui/table.tsx'
import { sentence } from '../requests/request-words.ts'
import { valueWords } from '../predictions/prediction-values.ts'
import { changedFeatures, changedRow, textOf, type Row } from './what-if-row.ts'

const FIRST = 12

interface WhatIfFormProps {
  readonly start: Row
  /** What the row is that it begins with. */
  readonly startWords: string
  /** Of the row as it begins: features that move its score most come first. */
  readonly explanation: RowExplanation
  readonly busy: boolean
  readonly failure: Failure | null
  readonly onAsk: (row: Row | null) => void
}

/** One field a feature; an empty one is a missing value. */
export function WhatIfForm({ start, startWords, explanation, busy, failure, onAsk }: WhatIfFormProps) {
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const [all, setAll] = useState(false)
  const ranked = explanation.attributions.toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
  const shown = all ? ranked : ranked.slice(0, FIRST)
  const row = changedRow(start, typed)
  const changed = changedFeatures(start, row)
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (changed.length > 0) onAsk(row)
  }
  const rest = restOfProblem(
    failure,
    ranked.map(({ feature }) => `row.${feature}`),
  )
  return (
    <form onSubmit={send} noValidate>
      <Table
        caption="Values of the row"
        compact
        rows={shown}
        rowKey={({ feature }) => feature}
        columns={[
          { header: 'Input', cell: ({ feature }) => feature },
          { header: sentence(startWords), kind: 'number', cell: ({ feature }) => valueWords(start[feature]) },
          { header: 'Contribution', kind: 'number', cell: ({ contribution }) => formatSigned(contribution, 3) },
          {
            header: 'Instead',
            cell: ({ feature }) => {
              const problem = fieldProblem(failure, `row.${feature}`)
              return (
                <div className="fld" style={{ maxWidth: '14rem' }}>
                  <Input
                    aria-label={`${feature} instead`}
                    aria-invalid={problem ? true : undefined}
                    aria-describedby={problem ? `what-if-${feature}` : undefined}
                    inputMode={typeof start[feature] === 'string' ? 'text' : 'decimal'}
                    placeholder="missing"
                    value={typed[feature] ?? textOf(start[feature])}
                    onChange={(event) => setTyped({ ...typed, [feature]: event.target.value })}
                  />
                  {problem ? <FieldError id={`what-if-${feature}`}>{problem}</FieldError> : null}
                </div>
              )
            },
          },
        ]}
      />
      {ranked.length > FIRST ? (
        <div className="mt2">
          <Button size="small" variant="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? `Show the ${inWords(FIRST)} that move it most` : `Show all ${plural(ranked.length, 'input')}`}
          </Button>
        </div>
      ) : null}
      {rest ? (
        <div className="mt4">
          <Banner state="fail" title="The changed row was not scored" alert>
            {rest}
          </Banner>
        </div>
      ) : null}
      <div className="row mt4">
        <Button type="submit" busy={busy} busyLabel="Scoring" blocked={changed.length === 0 ? 'no value is changed yet' : null}>
          Score the changed row
        </Button>
        {changed.length > 0 ? (
          <Button
            onClick={() => {
              setTyped({})
              onAsk(null)
            }}
          >
            Undo {plural(changed.length, 'change')}
          </Button>
        ) : null}
      </div>
    </form>
  )
}
