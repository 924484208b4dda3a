import { OnnxReadError } from '../wire.ts'

/** Why a model file is refused: a stable slug and its title. */
export const REFUSALS = {
  'not-onnx': 'The file is not an ONNX model',
  'malformed-protobuf': 'The ONNX file is damaged',
  'unsupported-version': 'The version of the file or of an operator set is not supported',
  'unsupported-op': 'An operator is not supported',
  'custom-op': 'The model needs operators of its own',
  'unsupported-type': 'A type is not supported',
  'unsupported-interface': 'The inputs or outputs cannot be served',
  'unsupported-feature': 'The file holds more than a model for inference',
  'invalid-graph': 'The graph is not valid',
  'invalid-tensor': 'A tensor is not valid',
  'invalid-tree': 'A tree is not valid',
  'invalid-name': 'A name is not valid',
  'external-data': 'The model keeps data outside its file',
  'resource-limit': 'The model asks for too much',
  'crashing-constant': 'The model ends the process that loads it',
  'trial-failed': 'The model does not run',
  'features-mismatch': 'The declared features do not fit the model',
  'decision-mismatch': 'The declared decision does not fit the model',
} as const
export type RefusalCode = keyof typeof REFUSALS

export interface Refusal {
  code: RefusalCode
  title: string
  /** What is wrong, naming the place. */
  detail: string
  /** What the sender can do about it. */
  fix: string
}

export const refusal = (code: RefusalCode, detail: string, fix: string): Refusal => ({ code, title: REFUSALS[code], detail, fix })

/** Thrown by a check; carries what the sender is told. */
export class ModelRefused extends Error {
  readonly refusal: Refusal
  constructor(why: Refusal) {
    super(why.detail)
    this.name = 'ModelRefused'
    this.refusal = why
  }
}

export function refuse(code: RefusalCode, detail: string, fix: string): never {
  throw new ModelRefused(refusal(code, detail, fix))
}

const READ_FIXES: Record<OnnxReadError['code'], string> = {
  'malformed-protobuf': 'Export the model again and send the whole file, unchanged.',
  'resource-limit': 'Send a smaller or flatter model.',
  'invalid-name': 'Name tensors, nodes and metadata in UTF-8.',
  'invalid-graph': 'Export the model again; onnx.checker.check_model shows the same fault.',
  'invalid-tensor': 'Export the model again; onnx.checker.check_model shows the same fault.',
}

/** A refusal of whatever a check or the reader threw; undefined for other errors. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof ModelRefused) return error.refusal
  if (error instanceof OnnxReadError) return refusal(error.code, error.message, READ_FIXES[error.code])
  if (error instanceof RangeError) return refusal('resource-limit', 'The model is too large or nested too deep to be read.', READ_FIXES['resource-limit'])
  return undefined
}

const CONTROL = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu

/** A name of the file in quotes, for a sentence: at most 80 characters, none of them invisible. */
export function quoted(name: string): string {
  const visible = name.replace(CONTROL, '\ufffd')
  return `"${visible.length > 80 ? `${visible.slice(0, 79)}…` : visible}"`
}

/** Whether a name holds characters that no screen, log or database shows as they are. */
export const hasControlCharacters = (name: string): boolean => name.search(CONTROL) >= 0
