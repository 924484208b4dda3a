import type { OnnxModel } from '../model.ts'
import { fieldsOf } from './fields.ts'
import type { FieldSpan } from './fields.ts'
import { copyRange, sizeOf } from './pieces.ts'
import type { Piece } from './pieces.ts'
import { zipMapEnds } from './plan-zipmap-removal.ts'
import type { ZipMapEnd } from './plan-zipmap-removal.ts'
import { concat, delimitedField, delimitedHead, textField, varintField } from './wire-writer.ts'

const FLOAT = 1
const IDENTITY_OPSET = 13
const text = new TextDecoder()

/** TypeProto of a float tensor [free, classes]; of any shape when the number of classes is unknown. */
function tensorType(classes: number): Uint8Array {
  const shape = classes > 0 ? [delimitedField(2, delimitedField(1), delimitedField(1, varintField(1, classes)))] : []
  return delimitedField(2, delimitedField(1, varintField(1, FLOAT), ...shape))
}

/** Edits of the graph's fields; each answers what takes the place of a field, or undefined to leave it as it is. */
class GraphEdits {
  readonly #bytes: Uint8Array
  readonly #byOutput: Map<string, ZipMapEnd>
  readonly #renamed: Map<string, string>

  constructor(bytes: Uint8Array, ends: readonly ZipMapEnd[]) {
    this.#bytes = bytes
    this.#byOutput = new Map(ends.map((end) => [end.output, end]))
    this.#renamed = new Map(ends.filter(({ renames }) => renames).map(({ tensor, output }) => [tensor, output]))
  }

  #text(span: FieldSpan): string {
    return text.decode(this.#bytes.subarray(span.start, span.to))
  }

  #copy(span: FieldSpan): Uint8Array {
    return this.#bytes.subarray(span.from, span.to)
  }

  /** NodeProto: 1 and 2 are the names it reads and makes, 4 its operator. */
  node(span: FieldSpan): Uint8Array | undefined {
    const fields = [...fieldsOf(this.#bytes, span.start, span.to)]
    const made = fields.find(({ field }) => field === 2)
    const end = made && this.#byOutput.get(this.#text(made))
    if (end) {
      if (end.renames) return new Uint8Array()
      return delimitedField(1, textField(1, end.tensor), textField(2, end.output), textField(4, 'Identity'))
    }
    const names = (field: FieldSpan) => field.field === 1 || field.field === 2
    if (!fields.some((field) => names(field) && this.#renamed.has(this.#text(field)))) return undefined
    return delimitedField(
      1,
      ...fields.map((field) => {
        const renamed = names(field) ? this.#renamed.get(this.#text(field)) : undefined
        return renamed === undefined ? this.#copy(field) : textField(field.field, renamed)
      }),
    )
  }

  /** ValueInfoProto of an output: 1 is its name, 2 its type. */
  output(span: FieldSpan): Uint8Array | undefined {
    const fields = [...fieldsOf(this.#bytes, span.start, span.to)]
    const name = fields.find(({ field }) => field === 1)
    const end = name && this.#byOutput.get(this.#text(name))
    if (!end) return undefined
    return delimitedField(12, ...fields.filter(({ field }) => field !== 2).map((field) => this.#copy(field)), tensorType(end.classes))
  }

  /** ValueInfoProto of a value that lost its name, or whose type is no longer so. */
  value(span: FieldSpan): Uint8Array | undefined {
    const name = [...fieldsOf(this.#bytes, span.start, span.to)].find(({ field }) => field === 1)
    const held = name && this.#text(name)
    return held !== undefined && (this.#renamed.has(held) || this.#byOutput.has(held)) ? new Uint8Array() : undefined
  }

  edited(span: FieldSpan): Uint8Array | undefined {
    if (span.field === 1) return this.node(span)
    if (span.field === 12) return this.output(span)
    return span.field === 13 ? this.value(span) : undefined
  }
}

function graphPieces(bytes: Uint8Array, graph: FieldSpan, ends: readonly ZipMapEnd[]): Piece[] {
  const edits = new GraphEdits(bytes, ends)
  const pieces: Piece[] = []
  for (const span of fieldsOf(bytes, graph.start, graph.to)) {
    const edited = edits.edited(span)
    if (!edited) copyRange(pieces, span.from, span.to)
    else if (edited.length > 0) pieces.push(edited)
  }
  return pieces
}

/**
 * Cuts the ZipMap nodes off that end a model: the tensor under each is served under the output's name, as float
 * [rows, classes]. All else is copied byte for byte.
 * @param bytes the file that `model` was read from
 * @returns the new file in pieces, or undefined when the model has no such node
 */
export function removeZipMaps(bytes: Uint8Array, model: OnnxModel): Piece[] | undefined {
  const ends = zipMapEnds(model)
  if (ends.length === 0) return undefined
  const pieces: Piece[] = []
  for (const span of fieldsOf(bytes)) {
    if (span.field !== 7) {
      copyRange(pieces, span.from, span.to)
      continue
    }
    const graph = graphPieces(bytes, span, ends)
    pieces.push(delimitedHead(7, sizeOf(graph)), ...graph)
  }
  if (ends.some(({ renames }) => !renames) && !model.opsets.has('ai.onnx'))
    pieces.push(delimitedField(8, concat(textField(1, ''), varintField(2, IDENTITY_OPSET))))
  return pieces
}
