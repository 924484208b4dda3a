import type { Attribute, AttributeType, OnnxGraph, SparseTensorValue, ValueType } from './model.ts'
import type { ReadContext } from './read-context.ts'
import { readSparseTensor, readTensor } from './read-tensor.ts'
import { readType } from './read-type.ts'
import type { TensorValue } from './tensor-value.ts'
import { FloatList, IntegerList, decodeText } from './wire.ts'
import type { WireReader } from './wire.ts'

/** Reads the graph inside an attribute when it is asked for. */
export type ReadInnerGraph = (reader: WireReader) => OnnxGraph

/** AttributeProto.AttributeType, by number. */
const ATTRIBUTE_TYPES: (AttributeType | undefined)[] = [
  undefined,
  'float',
  'int',
  'string',
  'tensor',
  'graph',
  'floats',
  'ints',
  'strings',
  'tensors',
  'graphs',
  'sparse-tensor',
  'sparse-tensors',
  'type',
  'types',
]

/** The value of an attribute as it was found: its fields by number are those of AttributeProto. */
class ReadAttribute implements Attribute {
  name = ''
  type: AttributeType = 'int'
  reference: string | undefined
  float: number | undefined
  int: number | undefined
  bytes: Uint8Array | undefined
  readonly byteStrings: Uint8Array[] = []
  readonly tensors: TensorValue[] = []
  readonly sparseTensors: SparseTensorValue[] = []
  readonly valueTypes: ValueType[] = []
  readonly floatList = new FloatList()
  readonly intList = new IntegerList()
  readonly graphReaders: WireReader[] = []
  /** Value fields that the file sets. */
  readonly given = new Set<AttributeType>()
  readonly #readInner: ReadInnerGraph
  #graphs: OnnxGraph[] | undefined
  #texts: string[] | undefined

  constructor(readInner: ReadInnerGraph) {
    this.#readInner = readInner
  }

  get floats(): Float32Array {
    return this.floatList.values
  }

  get ints(): readonly number[] {
    return this.type === 'int' ? [] : this.intList.values
  }

  get exactInts(): readonly bigint[] | undefined {
    return this.intList.exact
  }

  get tensor(): TensorValue | undefined {
    return this.type === 'tensor' ? this.tensors[0] : undefined
  }

  get text(): string | undefined {
    return this.bytes && decodeText(this.bytes, `Attribute "${this.name}"`)
  }

  get texts(): readonly string[] {
    return (this.#texts ??= this.byteStrings.map((bytes) => decodeText(bytes, `A value of attribute "${this.name}"`)))
  }

  get graphs(): readonly OnnxGraph[] {
    return (this.#graphs ??= this.graphReaders.map(this.#readInner))
  }
}

const FIELD_TYPES = new Map<number, AttributeType>([
  [2, 'float'],
  [3, 'int'],
  [4, 'string'],
  [5, 'tensor'],
  [6, 'graph'],
  [7, 'floats'],
  [8, 'ints'],
  [9, 'strings'],
  [10, 'tensors'],
  [11, 'graphs'],
  [14, 'type'],
  [15, 'types'],
  [22, 'sparse-tensor'],
  [23, 'sparse-tensors'],
])

function readAttributeValue(reader: WireReader, attribute: ReadAttribute, context: ReadContext): void {
  switch (reader.field) {
    case 2:
      attribute.float = reader.once().float()
      break
    case 3: {
      const value = reader.once().int()
      attribute.int = Number(value)
      attribute.intList.push(value)
      break
    }
    case 4:
      attribute.bytes = reader.once().bytes()
      break
    case 5:
      attribute.tensors.push(readTensor(reader.once().message('A tensor'), context))
      break
    case 6:
      attribute.graphReaders.push(reader.once().message('A graph inside a node'))
      break
    case 7:
      reader.floatsInto(attribute.floatList)
      break
    case 8:
      reader.intsInto(attribute.intList)
      break
    case 9:
      attribute.byteStrings.push(reader.bytes())
      break
    case 10:
      attribute.tensors.push(readTensor(reader.message('A tensor'), context))
      break
    case 11:
      attribute.graphReaders.push(reader.message('A graph inside a node'))
      break
    case 14:
      attribute.valueTypes.push(readType(reader.once().message('A type'), context))
      break
    case 15:
      attribute.valueTypes.push(readType(reader.message('A type'), context))
      break
    case 22:
      attribute.sparseTensors.push(readSparseTensor(reader.once().message('A sparse tensor'), context))
      break
    case 23:
      attribute.sparseTensors.push(readSparseTensor(reader.message('A sparse tensor'), context))
      break
  }
}

/** Reads an AttributeProto. One that sets the value of another type than its own is refused. */
export function readAttribute(reader: WireReader, context: ReadContext, readInner: ReadInnerGraph): Attribute {
  context.count()
  const attribute = new ReadAttribute(readInner)
  let declared: AttributeType | undefined
  while (reader.next()) {
    const type = FIELD_TYPES.get(reader.field)
    if (type) {
      attribute.given.add(type)
      readAttributeValue(reader, attribute, context)
      continue
    }
    switch (reader.field) {
      case 1:
        attribute.name = reader.once().text()
        break
      case 13:
        reader.skip()
        break
      case 20:
        declared = ATTRIBUTE_TYPES[Number(reader.once().int())]
        break
      case 21:
        attribute.reference = reader.once().text()
        break
      default:
        context.unknown(reader)
    }
  }
  attribute.type = settledType(attribute, declared, context)
  return attribute
}

function settledType(attribute: ReadAttribute, declared: AttributeType | undefined, context: ReadContext): AttributeType {
  const [given, ...more] = attribute.given
  const type = declared ?? given
  if (!type) throw context.error('invalid-graph', `Attribute "${attribute.name}" has no type and no value.`)
  if (more.length > 0 || (given && given !== type)) {
    throw context.error('invalid-graph', `Attribute "${attribute.name}" is declared ${type} and holds ${[given, ...more].join(' and ')}.`)
  }
  if (type === 'int') attribute.int ??= 0
  if (type === 'float') attribute.float ??= 0
  if (type === 'string') attribute.bytes ??= new Uint8Array()
  return type
}
