import { READ_LIMITS } from './model.ts'
import type { Attribute, OnnxFunction, OnnxGraph, OnnxModel, OnnxNode, ReadLimits } from './model.ts'
import { ReadContext, domainName } from './read-context.ts'
import { readAttribute } from './read-attribute.ts'
import { addAttribute, readGraph, readNode } from './read-graph.ts'
import { WireReader } from './wire.ts'

function readOpset(reader: WireReader, opsets: Map<string, number>, context: ReadContext): void {
  let domain = ''
  let version = 0
  while (reader.next()) {
    switch (reader.field) {
      case 1:
        domain = reader.once().text()
        break
      case 2:
        version = Number(reader.once().int())
        break
      default:
        context.unknown(reader)
    }
  }
  const name = domainName(domain)
  const given = opsets.get(name)
  if (given !== undefined && given !== version) {
    throw context.error('invalid-graph', `The model imports versions ${given} and ${version} of operator set ${name}.`)
  }
  opsets.set(name, version)
}

function readEntry(reader: WireReader, context: ReadContext): { key: string; value: string } {
  context.count()
  const entry = { key: '', value: '' }
  while (reader.next()) {
    switch (reader.field) {
      case 1:
        entry.key = reader.once().text()
        break
      case 2:
        entry.value = reader.once().text()
        break
      default:
        context.unknown(reader)
    }
  }
  return entry
}

function readFunction(reader: WireReader, context: ReadContext): OnnxFunction {
  context.count()
  const found = { name: '', domain: '', overload: '' }
  const inputs: string[] = []
  const outputs: string[] = []
  const nodes: OnnxNode[] = []
  const defaults = new Map<string, Attribute>()
  const opsets = new Map<string, number>()
  while (reader.next()) {
    switch (reader.field) {
      case 1:
        found.name = reader.once().text()
        break
      case 4:
        inputs.push(reader.text())
        break
      case 5:
        outputs.push(reader.text())
        break
      case 7:
        nodes.push(readNode(reader.message('A node of a function'), context, 0))
        break
      case 9:
        readOpset(reader.message('An operator set of a function'), opsets, context)
        break
      case 10:
        found.domain = reader.once().text()
        break
      case 11:
        addAttribute(
          defaults,
          readAttribute(reader.message('An attribute of a function'), context, (inner) => readGraph(inner, context, 1)),
          context,
        )
        break
      case 13:
        found.overload = reader.once().text()
        break
      case 6:
      case 8:
      case 12:
      case 14:
        reader.skip()
        break
      default:
        context.unknown(reader)
    }
  }
  return { ...found, domain: domainName(found.domain), inputs, outputs, nodes, defaults, opsets }
}

/**
 * Reads an ONNX ModelProto (onnx.proto of ONNX 1.19, IR 3 to 12). Everything but the graphs inside nodes is read at
 * once; those are read at first use, so a getter may throw as well.
 * @throws OnnxReadError `malformed-protobuf` (bytes that protobuf parsers refuse or read differently), `resource-limit`
 * (deeper or more than `limits`), `invalid-name` (text that is not UTF-8), `invalid-graph`, `invalid-tensor`.
 */
export function readModel(bytes: Uint8Array, limits: ReadLimits = READ_LIMITS): OnnxModel {
  const context = new ReadContext(limits)
  const reader = new WireReader(bytes, 'The model')
  const found = { irVersion: 0, hasTrainingInfo: false }
  const producer = { name: '', version: '' }
  const opsets = new Map<string, number>()
  const functions: OnnxFunction[] = []
  const metadata: { key: string; value: string }[] = []
  let graph: OnnxGraph | undefined
  while (reader.next()) {
    switch (reader.field) {
      case 1:
        found.irVersion = Number(reader.once().int())
        break
      case 2:
        producer.name = reader.once().text()
        break
      case 3:
        producer.version = reader.once().text()
        break
      case 7:
        graph = readGraph(reader.once().message('The graph'), context)
        break
      case 8:
        readOpset(reader.message('An operator set'), opsets, context)
        break
      case 14:
        metadata.push(readEntry(reader.message('A metadata entry'), context))
        break
      case 20:
        found.hasTrainingInfo = true
        reader.skip()
        break
      case 25:
        functions.push(readFunction(reader.message('A function'), context))
        break
      case 4:
      case 5:
      case 6:
      case 26:
        reader.skip()
        break
      default:
        context.unknown(reader)
    }
  }
  if (!graph) throw context.error('invalid-graph', 'The model has no graph.')
  return { ...found, producer, opsets, graph, functions, metadata, unknownFields: context.unknownFields }
}
