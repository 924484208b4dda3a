import { CodeBlock } from '../../ui/code-block.tsx'
import { KeyValue, type Fact } from '../../ui/key-value.tsx'
import { Section, Subhead } from '../../ui/section.tsx'

interface RecordedRailProps {
  readonly title: string
  readonly facts: readonly Fact[]
  readonly changes: { readonly since: string; readonly sentences: readonly string[] } | null
  readonly model: string
  /** '{v}' before it has a number. */
  readonly version: string
}

/** What goes into the record, what of it differs from the version before, and the same calls by machine. */
export function RecordedRail({ title, facts, changes, model, version }: RecordedRailProps) {
  return (
    <Section title={title}>
      <KeyValue items={facts} />
      {changes ? (
        <>
          <Subhead>What changes since v{changes.since}</Subhead>
          {changes.sentences.length === 0 ? (
            <p className="note">Dataset, features and decision stay as they are; the file is another.</p>
          ) : (
            changes.sentences.map((sentence) => (
              <p className="note" key={sentence} style={{ overflowWrap: 'anywhere' }}>
                {sentence}
              </p>
            ))
          )}
        </>
      ) : null}
      <Subhead>The same by machine</Subhead>
      <CodeBlock label="API calls" copyable>
        {`POST /api/v1/models/${model}/versions\nPUT  …/versions/${version}/artifact\nPOST …/versions/${version}/assessments`}
      </CodeBlock>
    </Section>
  )
}
