'use client'

import { parseAsString, useQueryState } from 'nuqs'
import type { EvidenceView } from '#server/contracts/evidence.ts'
import { Field } from '../../ui/field.tsx'
import { inWords, plural } from '../../ui/format.ts'
import { Select } from '../../ui/input.tsx'
import { Section } from '../../ui/section.tsx'
import { sentence } from '../requests/request-words.ts'
import { QualityColumnPart } from './quality-column.tsx'
import { QualityColumns } from './quality-columns.tsx'
import { QualityExpectations } from './quality-expectations.tsx'
import { QualityFindings } from './quality-findings.tsx'
import { worstFirst } from './quality-words.ts'
import { resultOf } from './typed-result.ts'

/** What is wrong with the evaluated rows, each column beside the reference, and what was expected. */
export function QualityResultPart({ evidence }: { readonly evidence: EvidenceView }) {
  const result = resultOf(evidence, 'data-quality')
  const [chosen, choose] = useQueryState('column', parseAsString.withOptions({ history: 'replace', scroll: false }))
  const worst = worstFirst(result.findings).find((finding) => finding.column !== undefined)?.column
  const column = result.columns.find((one) => one.name === chosen) ?? result.columns.find((one) => one.name === worst) ?? result.columns[0]
  const failing = result.expectations?.filter((one) => !one.held).length ?? 0
  return (
    <>
      <Section
        title="Findings"
        lead={result.reference ? `${plural(result.n, 'row')} against ${plural(result.reference.n, 'row')} of reference; rows are counted from 1.` : undefined}
      >
        <QualityFindings findings={result.findings} n={result.n} />
      </Section>
      <Section title="Columns" lead="The evaluated rows, and muted below them the reference.">
        <QualityColumns result={result} chosen={column?.name} hrefOf={(name) => `?column=${encodeURIComponent(name)}#column`} />
      </Section>
      {column ? (
        <Section id="column" title={column.name} lead="Reference filled, evaluated rows outlined.">
          <div style={{ maxWidth: '18rem' }}>
            <Field label="Column">
              <Select value={column.name} onChange={(event) => void choose(event.target.value)} options={result.columns.map((one) => one.name)} />
            </Field>
          </div>
          <div className="mt4" />
          <QualityColumnPart column={column} />
        </Section>
      ) : null}
      {result.expectations ? (
        <Section
          title="Expectations"
          lead={`${failing === 0 ? 'All hold' : `${sentence(inWords(failing))} of ${result.expectations.length} ${failing === 1 ? 'does' : 'do'} not hold`}. Declared for the data set, or inferred from the reference; what chance explains holds.`}
        >
          <QualityExpectations expectations={result.expectations} types={new Map(result.columns.map((one) => [one.name, one.type]))} />
        </Section>
      ) : null}
    </>
  )
}
