import { quoted, refuse } from './refusal.ts'

const starts = (bytes: Uint8Array, ...prefix: number[]): boolean => prefix.every((byte, i) => bytes[i] === byte)
const textAt = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to))

/** What else a file that should be an ONNX model is, in words; undefined when nothing known. */
function otherKind(bytes: Uint8Array): string | undefined {
  const head = textAt(bytes, 0, 64)
  if (head.startsWith('version https://git-lfs')) return 'a Git LFS pointer, not the model it points to; run "git lfs pull" before sending'
  if (starts(bytes, 0x50, 0x4b)) return 'a zip archive'
  if (starts(bytes, 0x1f, 0x8b)) return 'compressed with gzip'
  if (starts(bytes, 0x80) && bytes[1] >= 2 && bytes[1] <= 5) return 'a Python pickle, which would run code when opened'
  if (textAt(bytes, 4, 8) === 'ORTM') return 'in ONNX Runtime’s own format, which cannot be inspected'
  if (starts(bytes, 0x89, 0x48, 0x44, 0x46)) return 'an HDF5 file'
  if (/^\s*<(!doctype|html|\?xml)/i.test(head)) return 'a web page'
  if (/^\s*[{[]/.test(head)) return 'JSON'
  return undefined
}

/** First bytes of the fields of a ModelProto that can come first: IR version, producer, domain, version, notes, graph, operator sets, metadata. */
const FIRST_BYTES = new Set([0x08, 0x12, 0x1a, 0x22, 0x28, 0x32, 0x3a, 0x42, 0x72])
const beginsLikeModel = (bytes: Uint8Array): boolean => bytes.length >= 4 && FIRST_BYTES.has(bytes[0])

/**
 * Refuses bytes that are recognisably something else.
 * @throws ModelRefused `not-onnx`
 */
export function checkFileKind(bytes: Uint8Array): void {
  const fix = 'Send the ONNX file itself, as the exporter wrote it.'
  if (bytes.length === 0) refuse('not-onnx', 'The file is empty.', fix)
  const kind = otherKind(bytes)
  if (kind) refuse('not-onnx', `The file is ${kind}.`, fix)
  if (!beginsLikeModel(bytes)) refuse('not-onnx', `The file does not begin like an ONNX model but with ${quoted(textAt(bytes, 0, 16))}.`, fix)
}
