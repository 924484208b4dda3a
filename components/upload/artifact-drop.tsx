import { FileDrop } from '../ui/file-drop.tsx'
import type { useUpload } from './use-upload.ts'

const MOST_BYTES = 2 * 1024 ** 3

interface ArtifactDropProps {
  readonly hint: string
  readonly upload: ReturnType<typeof useUpload>
  readonly onFile: (file: File) => void
}

/** Where the ONNX file of a version is dropped or chosen. */
export const ArtifactDrop = ({ hint, upload, onFile }: ArtifactDropProps) => (
  <FileDrop
    label="Drop an ONNX file, up to 2 GB"
    hint={hint}
    accept=".onnx"
    maxBytes={MOST_BYTES}
    onFile={onFile}
    upload={upload.upload}
    error={upload.problem}
  />
)
