'use client'

import { useQueryClient } from '@tanstack/react-query'
import type { VersionView } from '#server/contracts/registry.ts'
import { usePermission } from '../../trpc/use-permission.ts'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { ArtifactDrop } from '../../upload/artifact-drop.tsx'
import { useUpload } from '../../upload/use-upload.ts'

/** Sends the file of a version that was registered without one. */
export function SendFilePart({ held, team }: { readonly held: VersionView; readonly team: string }) {
  const cache = useQueryClient()
  const upload = useUpload()
  const blocked = usePermission('model:write', team)
  const send = async () => {
    if (await upload.send(`/api/v1/models/${held.model}/versions/${held.version}/artifact`)) await cache.invalidateQueries()
  }
  return (
    <Section id="file" title="File" lead="Sent once; it is never changed afterwards.">
      <ArtifactDrop hint="It is hashed here first, and again on arrival." upload={upload} onFile={(file) => void upload.choose(file)} />
      <div className="acts-row mt4">
        <Button variant="primary" blocked={blocked ?? (upload.file ? null : 'Choose the ONNX file first')} onClick={() => void send()}>
          Send the file
        </Button>
      </div>
    </Section>
  )
}
