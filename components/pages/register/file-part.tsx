'use client'

import { Banner } from '../../ui/banner.tsx'
import { plural } from '../../ui/format.ts'
import { KeyValue } from '../../ui/key-value.tsx'
import { Section } from '../../ui/section.tsx'
import { ArtifactDrop } from '../../upload/artifact-drop.tsx'
import type { useUpload } from '../../upload/use-upload.ts'
import type { FileReading, Readable } from './read-here.ts'
import { tensorWords } from './tensor-words.ts'
import type { useFileReading } from './use-file-reading.ts'

interface FilePartProps {
  readonly upload: ReturnType<typeof useUpload>
  readonly reading: ReturnType<typeof useFileReading>['reading']
  readonly onFile: (file: File) => void
}

/** The file: chosen, hashed, and read in the browser by the rules of intake before a byte of it is sent. */
export function FilePart({ upload, reading, onFile }: FilePartProps) {
  return (
    <Section id="file" title="1 File" lead="Hashed and read in this browser, and again on arrival; never changed afterwards.">
      <ArtifactDrop hint="It is hashed here first; compare the digest before sending." upload={upload} onFile={onFile} />
      <div role="status">
        {reading === 'reading' ? <p className="small muted mt3">Reading what the file takes and gives…</p> : null}
        {reading === 'too-large' ? <p className="small muted mt3">Too large to be read here; intake reads it on arrival.</p> : null}
      </div>
      {reading !== null && typeof reading === 'object' ? <ReadPart reading={reading} /> : null}
    </Section>
  )
}

function ReadPart({ reading }: { readonly reading: FileReading }) {
  if ('refusal' in reading) {
    return (
      <div className="mt4">
        <Banner state="refused" title={`Intake will refuse this file. ${reading.refusal.title}`} alert>
          {reading.refusal.detail} {reading.refusal.fix} Sent all the same, its refusal is recorded and nothing of it serves.
        </Banner>
      </div>
    )
  }
  return (
    <>
      <div className="mt4">
        <KeyValue items={factsOf(reading)} />
      </div>
      {reading.findings.map((finding) => (
        <p className="note" key={`${finding.code} ${finding.detail}`}>
          {finding.detail}
        </p>
      ))}
    </>
  )
}

const factsOf = ({ signature, operators, opsets, cut }: Readable) => [
  { label: 'Takes', value: signature.inputs.map(tensorWords).join(', ') },
  { label: 'Gives', value: signature.outputs.map(tensorWords).join(', ') },
  {
    label: 'Made of',
    value: `${plural(operators, 'operator')} of ${Object.entries(opsets)
      .map(([domain, set]) => `${domain || 'ai.onnx'} ${set}`)
      .join(' and ')}${cut ? '; its ZipMap is cut off for serving' : ''}`,
  },
]
