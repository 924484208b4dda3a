import Link from 'next/link'
import { KeyValue } from '../../ui/key-value.tsx'
import type { Card } from './card-words.ts'

type Tensors = NonNullable<Card['version']['signature']>['inputs']

const tensorsOf = (tensors: Tensors | undefined): string =>
  tensors?.map(({ name, datatype, shape }) => `${name} ${datatype} [${shape.map((size) => (size === -1 ? 'any' : size)).join(', ')}]`).join('; ') ?? '–'

function decisionOf({ decision }: Card['version']): string {
  if (!decision) return 'none named'
  return `${decision.output}${decision.class === undefined ? '' : `, column ${decision.class}`}, positive from ${decision.threshold ?? 0.5}`
}

/** What the registry knows of data, inputs and outputs. */
export function CardFacts({ card, no }: { readonly card: Card; readonly no: number }) {
  const { version } = card
  return (
    <article className="doc" aria-labelledby={`card-${no}`}>
      <h3 id={`card-${no}`}>{no} Data, inputs and outputs</h3>
      <div className="tx">
        <KeyValue
          items={[
            { label: 'Dataset', value: version.dataset ? <Link href={`/datasets/${version.dataset}`}>{version.dataset}</Link> : 'none named' },
            { label: 'Features', value: version.features.length > 0 ? `${version.features.length}: ${version.features.join(', ')}` : 'none named' },
            { label: 'Decision', value: decisionOf(version) },
            { label: 'Inputs', value: tensorsOf(version.signature?.inputs) },
            { label: 'Outputs', value: tensorsOf(version.signature?.outputs) },
            { label: 'Operators', value: version.operators.join(', ') || '–' },
            {
              label: 'Source',
              value:
                [version.sourceRun ? `run ${version.sourceRun}` : '', version.sourceCommit ? `commit ${version.sourceCommit}` : '']
                  .filter(Boolean)
                  .join(', ') || 'not named',
            },
          ]}
        />
      </div>
      <aside aria-label={`About section ${no}`}>
        <ul>
          <li>
            <span>From</span>
            <span>the registry and the file itself</span>
          </li>
        </ul>
      </aside>
    </article>
  )
}
