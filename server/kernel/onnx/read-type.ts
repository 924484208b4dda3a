import type { Dimension, ValueInfo, ValueType } from './model.ts'
import type { ReadContext } from './read-context.ts'
import type { WireReader } from './wire.ts'

const VALUE = -1

function readShape(reader: WireReader, context: ReadContext): Dimension[] {
  const dims: Dimension[] = []
  while (reader.next()) {
    if (reader.field === 1) dims.push(readDimension(reader.message('A dimension'), context))
    else context.unknown(reader)
  }
  return dims
}

function readDimension(reader: WireReader, context: ReadContext): Dimension {
  let dimension: Dimension = ''
  while (reader.next()) {
    switch (reader.field) {
      case 1:
        dimension = Number(reader.once(VALUE).int())
        break
      case 2:
        dimension = reader.once(VALUE).text()
        break
      case 3:
        reader.skip()
        break
      default:
        context.unknown(reader)
    }
  }
  return dimension
}

function readTensorType(reader: WireReader, kind: 'tensor' | 'sparse-tensor', context: ReadContext): ValueType {
  let elementType = 0
  let shape: Dimension[] | undefined
  while (reader.next()) {
    switch (reader.field) {
      case 1:
        elementType = Number(reader.once().int())
        break
      case 2:
        shape = readShape(reader.once().message('A shape'), context)
        break
      default:
        context.unknown(reader)
    }
  }
  return { kind, elementType, shape }
}

function readElement(reader: WireReader, context: ReadContext, depth: number): ValueType | undefined {
  let element: ValueType | undefined
  while (reader.next()) {
    if (reader.field === 1) element = readType(reader.once().message('A type'), context, depth + 1)
    else context.unknown(reader)
  }
  return element
}

function readMapType(reader: WireReader, context: ReadContext, depth: number): ValueType {
  let keyType = 0
  let value: ValueType | undefined
  while (reader.next()) {
    switch (reader.field) {
      case 1:
        keyType = Number(reader.once().int())
        break
      case 2:
        value = readType(reader.once().message('A type'), context, depth + 1)
        break
      default:
        context.unknown(reader)
    }
  }
  return { kind: 'map', keyType, value }
}

/** Reads a TypeProto; `depth` counts the types around it. */
export function readType(reader: WireReader, context: ReadContext, depth = 0): ValueType {
  if (depth > context.limits.typeDepth) {
    throw context.error('resource-limit', `A type is nested more than ${context.limits.typeDepth} deep.`)
  }
  let type: ValueType = { kind: 'unknown' }
  while (reader.next()) {
    switch (reader.field) {
      case 1:
        type = readTensorType(reader.once(VALUE).message('A tensor type'), 'tensor', context)
        break
      case 4:
        type = { kind: 'sequence', element: readElement(reader.once(VALUE).message('A sequence type'), context, depth) }
        break
      case 5:
        type = readMapType(reader.once(VALUE).message('A map type'), context, depth)
        break
      case 6:
        reader.skip()
        break
      case 8:
        type = readTensorType(reader.once(VALUE).message('A sparse tensor type'), 'sparse-tensor', context)
        break
      case 9:
        type = {
          kind: 'optional',
          element: readElement(reader.once(VALUE).message('An optional type'), context, depth),
        }
        break
      default:
        context.unknown(reader)
    }
  }
  return type
}

/** Reads a ValueInfoProto. */
export function readValueInfo(reader: WireReader, context: ReadContext): ValueInfo {
  context.count()
  const value: ValueInfo = { name: '', type: { kind: 'unknown' } }
  while (reader.next()) {
    switch (reader.field) {
      case 1:
        value.name = reader.once().text()
        break
      case 2:
        value.type = readType(reader.once().message(`Type of "${value.name}"`), context)
        break
      case 3:
      case 4:
        reader.skip()
        break
      default:
        context.unknown(reader)
    }
  }
  return value
}
