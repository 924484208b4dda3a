import Link from 'next/link'
import type { TensorDeclaration, VersionView } from '#server/contracts/registry.ts'
import { Digest } from '../../ui/digest.tsx'
import { formatBytes } from '../../ui/format.ts'
import { KeyValue, type Fact } from '../../ui/key-value.tsx'
import { Note, Section } from '../../ui/section.tsx'
import { Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { decisionWords } from './decision-words.ts'

const FEATURES_SHOWN = 12

const written = (value: unknown): string => (typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value))

/** What was declared when the version was registered. */
export function AboutVersion({ held }: { readonly held: VersionView }) {
  const shown = held.features.slice(0, FEATURES_SHOWN)
  const more = held.features.length - shown.length
  const facts: Fact[] = [
    { label: 'What changed', value: held.description || <span className="muted">not said</span> },
    { label: 'Decision', value: decisionWords(held.decision) },
    {
      label: `Features, ${held.features.length}`,
      value: held.features.length === 0 ? 'none: it cannot be assessed' : `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
    },
    { label: 'Dataset', value: held.dataset ? <Link href={`/datasets/${held.dataset}`}>{held.dataset}</Link> : 'none' },
    ...(held.sourceRun ? [{ label: 'Source run', value: held.sourceRun }] : []),
    ...(held.sourceCommit ? [{ label: 'Commit', value: <code>{held.sourceCommit.slice(0, 12)}</code> }] : []),
    ...(held.parentVersion
      ? [{ label: 'Comes after', value: <Link href={`/models/${held.model}/versions/${held.parentVersion}`}>v{held.parentVersion}</Link> }]
      : []),
    ...Object.entries(held.parameters).map(([key, value]) => ({ label: key, value: written(value) })),
    ...Object.entries(held.metrics).map(([key, value]) => ({ label: `${key}, as reported`, value: written(value) })),
    {
      label: 'Registered',
      value: (
        <>
          <Time at={held.createdAt} form="absolute" /> by {held.createdBy.name}
        </>
      ),
    },
  ]
  return (
    <Section title="As registered" lead="Declared by whoever registered it; what was measured stands above.">
      <KeyValue items={facts} />
    </Section>
  )
}

const shapeOf = ({ shape }: TensorDeclaration): string => (shape.length === 0 ? 'scalar' : shape.map((size) => (size < 0 ? 'any' : size)).join(' × '))

/** What intake read out of the file. */
export function SignaturePart({ held }: { readonly held: VersionView }) {
  const { signature } = held
  if (!signature) return <span />
  const tensors = [...signature.inputs.map((tensor) => ({ ...tensor, side: 'input' })), ...signature.outputs.map((tensor) => ({ ...tensor, side: 'output' }))]
  return (
    <Section title="File" lead="Read without running it, then tried in a process of its own.">
      <Table
        caption="Inputs and outputs"
        compact
        rows={tensors}
        rowKey={(tensor) => `${tensor.side}:${tensor.name}`}
        columns={[
          { header: 'Tensor', cell: (tensor) => tensor.name },
          { header: 'Side', cell: (tensor) => tensor.side },
          { header: 'Type', cell: (tensor) => tensor.datatype },
          { header: 'Shape', cell: shapeOf, nowrap: true },
        ]}
      />
      <div className="mt4">
        <KeyValue
          items={[
            { label: 'Artifact', value: <Digest value={held.artifactDigest} /> },
            { label: 'Served bytes', value: held.servingDigest === held.artifactDigest ? 'the same' : <Digest value={held.servingDigest} /> },
            { label: 'Size', value: formatBytes(held.sizeBytes) },
            {
              label: 'Opsets',
              value: Object.entries(held.opsets)
                .map(([domain, opset]) => `${domain || 'ai.onnx'} ${opset}`)
                .join(', '),
            },
            { label: 'Operators', value: held.operators.join(', ') },
          ]}
        />
      </div>
      {held.findings.map((finding) => (
        <Note key={`${finding.code}:${finding.detail}`}>{finding.detail}</Note>
      ))}
    </Section>
  )
}
