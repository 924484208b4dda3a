import type { ReactNode } from 'react'
import type { PolicyDocument } from '#server/contracts/governance.ts'
import { RISK_TIERS } from '#server/contracts/risk.ts'
import { Section } from '../../ui/section.tsx'
import { Table } from '../../ui/table.tsx'
import { Tier } from '../../ui/tier.tsx'
import { plural } from '../../ui/format.ts'
import { evidenceTitle } from '../requests/request-words.ts'
import { approvalWords, gateWords, inconclusiveWords } from './gate-words.ts'

interface ArticleProps {
  readonly no: number
  readonly title: string
  readonly children: ReactNode
}

/** One paragraph of a policy. */
export function Article({ no, title, children }: ArticleProps) {
  return (
    <article className="art" aria-labelledby={`article-${no}`}>
      <span className="no">§ {no}</span>
      <div>
        <h3 id={`article-${no}`}>{title}</h3>
        {children}
      </div>
    </article>
  )
}

/** The policy in words. */
export function PolicyText({ document }: { readonly document: PolicyDocument }) {
  return (
    <Section title="Text" lead="What the gates read is evidence about exactly the file that would be served.">
      <Article no={1} title="Gates">
        <p>A version may be approved when every gate holds. {inconclusiveWords(document)}</p>
        <Table
          caption="Gates of the policy"
          columns={[
            { header: 'Gate', cell: (gate) => (gate.name === gate.kind ? evidenceTitle(gate.kind) : gate.name), nowrap: true },
            { header: 'Measure', cell: (gate) => gateWords(gate).measure },
            { header: 'Holds at', cell: (gate) => gateWords(gate).limit },
          ]}
          rows={document.gates}
          rowKey={(gate) => gate.name}
        />
      </Article>
      <Article no={2} title="Evidence">
        <p>
          Evidence counts for {plural(document.evidenceMaxAgeDays, 'day')}. What is older has to be measured again; until then a gate that held is inconclusive,
          and one that failed still fails.
        </p>
      </Article>
      <Article no={3} title="Approval">
        <p>
          The risk tier follows from purpose and exposure, and decides who signs. Whoever made a version or opened its request does not count, and one rejection
          closes the request.
        </p>
        <Table
          caption="Signatures by risk tier"
          columns={[
            { header: 'Tier', cell: (tier) => <Tier tier={tier} /> },
            { header: 'Signs', cell: (tier) => approvalWords(document.approval[tier]) },
          ]}
          rows={RISK_TIERS.toReversed()}
          rowKey={(tier) => tier}
        />
      </Article>
      <Article no={4} title="Grants">
        <p>An approval is a grant for {plural(document.grantDays, 'day')}. Any compliance officer may revoke it; inference refuses within two seconds.</p>
      </Article>
    </Section>
  )
}
