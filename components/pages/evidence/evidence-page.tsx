'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { EvidenceKind, EvidenceView } from '#server/contracts/evidence.ts'
import type { ComponentType } from 'react'
import { Page } from '../../shell/page.tsx'
import { useTRPC } from '../../trpc/trpc.ts'
import { LinkButton } from '../../ui/button.tsx'
import { CodeBlock } from '../../ui/code-block.tsx'
import { Digest } from '../../ui/digest.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Section, Subhead } from '../../ui/section.tsx'
import { Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { CardResultPart } from './card-result.tsx'
import { DriftResultPart } from './drift-result.tsx'
import { ExplanationResultPart } from './explanation-result.tsx'
import { FairnessResultPart } from './fairness-result.tsx'
import { KIND_WORDS } from './kind-words.ts'
import { PerformanceResultPart } from './performance-result.tsx'
import { QualityResultPart } from './quality-result.tsx'
import { windowName } from '../windows/window-words.ts'
import { summarise } from './summarise.ts'
import { Superseded, SupersededInWindow } from './superseded.tsx'

const PARTS: Record<EvidenceKind, ComponentType<{ readonly evidence: EvidenceView }>> = {
  performance: PerformanceResultPart,
  'data-quality': QualityResultPart,
  drift: DriftResultPart,
  fairness: FairnessResultPart,
  explanation: ExplanationResultPart,
  card: CardResultPart,
}

/** One piece of evidence: what it found, in numbers and pictures, and what it rests on. */
export function EvidencePage({ id }: { readonly id: string }) {
  const trpc = useTRPC()
  const { data: evidence } = useSuspenseQuery(trpc.governance.getEvidence.queryOptions({ evidence: id }))
  const { model, version, artifactDigest } = evidence.subject
  const base = `/models/${model}/versions/${version}`
  const { data: newest } = useSuspenseQuery(trpc.governance.listEvidence.queryOptions({ model, version, kind: evidence.kind, limit: 1 }))
  const { window } = evidence
  const { title, question } = KIND_WORDS[evidence.kind]
  const { state, sentence } = summarise(evidence)
  const Part = PARTS[evidence.kind]
  return (
    <Page
      breadcrumb={[{ label: 'Models', href: '/models' }, { label: model, href: `/models/${model}` }, { label: `v${version}`, href: base }, { label: title }]}
      wide
    >
      <PageHead
        name={title}
        meta={`${model} version ${version}${window ? `, in production ${windowName(window)}` : ''}`}
        actions={
          <LinkButton href={`/api/v1/evidence/${id}`} download={`${model}-v${version}-${evidence.kind}.json`}>
            Download JSON
          </LinkButton>
        }
        state={state}
        answer={sentence}
        lead={question}
        facts={[
          { label: 'Measured', value: <Time at={evidence.createdAt} form="absolute" /> },
          { label: 'Version', value: <Link href={base}>{`${model} v${version}`}</Link> },
          { label: 'Artifact', value: <Digest value={artifactDigest} /> },
          { label: 'Evidence', value: <Digest value={evidence.digest} /> },
          window
            ? {
                label: 'Window',
                value: <Link href={`/deployments/${window.deploymentId}/windows`}>{`${windowName(window)}, revision ${window.revision}`}</Link>,
              }
            : { label: 'Kernel', value: evidence.kernelVersion },
        ]}
      />
      {window ? (
        <SupersededInWindow evidence={evidence} window={window.id} />
      ) : (
        <Superseded than={id} newest={newest.items[0]?.id} reads="gates read that one" />
      )}
      <Part evidence={evidence} />
      <RestsOn evidence={evidence} />
    </Page>
  )
}

/** One parameter a line, lists of names on one. */
const parametersText = (parameters: Readonly<Record<string, unknown>>): string =>
  `{\n${Object.entries(parameters)
    .map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
    .join(',\n')}\n}`

function RestsOn({ evidence }: { readonly evidence: EvidenceView }) {
  return (
    <Section title="What it rests on" lead="The same inputs and parameters give the same result; the digest covers all of them.">
      {evidence.inputs.length > 0 ? (
        <Table
          caption="Inputs"
          rows={evidence.inputs}
          rowKey={(row) => `${row.role}:${row.digest}`}
          columns={[
            { header: 'Input', cell: (row) => row.role },
            { header: 'Snapshot', cell: (row) => (row.snapshotId ? <Digest value={row.snapshotId} noun="snapshot id" /> : null) },
            { header: 'Digest', cell: (row) => <Digest value={row.digest} /> },
          ]}
        />
      ) : null}
      <Subhead>Parameters</Subhead>
      <CodeBlock label="parameters" copyable>
        {parametersText(evidence.parameters)}
      </CodeBlock>
    </Section>
  )
}
