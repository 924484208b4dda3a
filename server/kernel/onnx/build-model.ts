import { concat, delimitedField, textField, varintField } from './rewrite/wire-writer.ts'

/** Builders of ONNX files for tests: each answers the bytes of one protobuf message. */
export type Bytes = Uint8Array

const FLOAT = 1
const INT64 = 7
type Dim = number | string

const float32 = (values: readonly number[]): Bytes => new Uint8Array(Float32Array.from(values).buffer)
const int64 = (values: readonly bigint[]): Bytes => new Uint8Array(BigInt64Array.from(values).buffer)

export const floats = (name: string, dims: readonly number[], values: readonly number[]): Bytes =>
  concat(...dims.map((dim) => varintField(1, dim)), varintField(2, FLOAT), textField(8, name), delimitedField(9, float32(values)))

export const longs = (name: string, dims: readonly number[], values: readonly bigint[]): Bytes =>
  concat(...dims.map((dim) => varintField(1, dim)), varintField(2, INT64), textField(8, name), delimitedField(9, int64(values)))

export const value = (name: string, elementType: number, shape: readonly Dim[]): Bytes => {
  const dims = shape.map((dim) => delimitedField(1, typeof dim === 'number' ? varintField(1, dim) : textField(2, dim)))
  return concat(textField(1, name), delimitedField(2, delimitedField(1, varintField(1, elementType), delimitedField(2, ...dims))))
}

/** A value that is a sequence of maps from integers to floats. */
export const mapsValue = (name: string): Bytes => {
  const float = delimitedField(1, varintField(1, FLOAT))
  const map = concat(varintField(1, INT64), delimitedField(2, float))
  return concat(textField(1, name), delimitedField(2, delimitedField(4, delimitedField(1, delimitedField(5, map)))))
}

export const intAttribute = (name: string, number: number): Bytes => concat(textField(1, name), varintField(3, number), varintField(20, 2))
export const graphAttribute = (name: string, inner: Bytes): Bytes => concat(textField(1, name), delimitedField(6, inner), varintField(20, 5))
export const intsAttribute = (name: string, numbers: readonly number[]): Bytes =>
  concat(textField(1, name), ...numbers.map((number) => varintField(8, number)), varintField(20, 7))
export const textsAttribute = (name: string, texts: readonly string[]): Bytes =>
  concat(textField(1, name), ...texts.map((text) => textField(9, text)), varintField(20, 8))
export const floatsAttribute = (name: string, numbers: readonly number[]): Bytes =>
  concat(textField(1, name), delimitedField(7, float32(numbers)), varintField(20, 6))

/** `operator` may be `domain:Name`. */
export function node(operator: string, inputs: readonly string[], outputs: readonly string[], attributes: readonly Bytes[] = []): Bytes {
  const [domain, name] = operator.includes(':') ? operator.split(':') : ['', operator]
  return concat(
    ...inputs.map((input) => textField(1, input)),
    ...outputs.map((output) => textField(2, output)),
    textField(4, name),
    ...attributes.map((attribute) => delimitedField(5, attribute)),
    textField(7, domain),
  )
}

export interface GraphParts {
  nodes: readonly Bytes[]
  inputs?: readonly Bytes[]
  outputs?: readonly Bytes[]
  initializers?: readonly Bytes[]
  valueInfo?: readonly Bytes[]
}

export const graph = ({ nodes, inputs = [], outputs = [], initializers = [], valueInfo = [] }: GraphParts): Bytes =>
  concat(
    ...nodes.map((made) => delimitedField(1, made)),
    textField(2, 'g'),
    ...initializers.map((made) => delimitedField(5, made)),
    ...inputs.map((made) => delimitedField(11, made)),
    ...outputs.map((made) => delimitedField(12, made)),
    ...valueInfo.map((made) => delimitedField(13, made)),
  )

/** A function of domain `local`. */
export const localFunction = (name: string, inputs: readonly string[], outputs: readonly string[], nodes: readonly Bytes[]): Bytes =>
  concat(
    textField(1, name),
    ...inputs.map((input) => textField(4, input)),
    ...outputs.map((output) => textField(5, output)),
    ...nodes.map((made) => delimitedField(7, made)),
    delimitedField(9, textField(1, ''), varintField(2, 17)),
    textField(10, 'local'),
  )

/** A ModelProto of IR 8 with the operator sets given (ai.onnx 17 and ai.onnx.ml 3 by default). */
export function model(parts: GraphParts, functions: readonly Bytes[] = [], opsets: Record<string, number> = { '': 17, 'ai.onnx.ml': 3, local: 1 }): Bytes {
  const imports = Object.entries(opsets).map(([domain, version]) => delimitedField(8, textField(1, domain), varintField(2, version)))
  return concat(varintField(1, 8), delimitedField(7, graph(parts)), ...imports, ...functions.map((made) => delimitedField(25, made)))
}

export const FLOATS = FLOAT
export const LONGS = INT64
