import type { OnnxModel } from '../model.ts'
import { LIMITS } from './limits.ts'
import { hasControlCharacters, quoted, refuse } from './refusal.ts'

const FIX = 'Rename it in the export: 1 to 512 printable characters.'

function checkName(what: string, name: string): void {
  if (name === '') refuse('invalid-name', `${what} has no name.`, FIX)
  if (name.length > LIMITS.nameLength) refuse('invalid-name', `${what} ${quoted(name)} has a name of ${name.length} characters.`, FIX)
  if (hasControlCharacters(name)) refuse('invalid-name', `${what} ${quoted(name)} has invisible characters in its name.`, FIX)
}

/** Names that people and other systems meet: of inputs, outputs, operator sets, and the metadata. */
export function checkNames(model: OnnxModel): void {
  const { graph, metadata } = model
  if (graph.inputs.length > LIMITS.inputs + graph.initializers.size) {
    refuse(
      'resource-limit',
      `The model has ${graph.inputs.length} inputs; ${LIMITS.inputs} are allowed.`,
      'Take the features in one tensor instead of one input each.',
    )
  }
  if (graph.outputs.length > LIMITS.outputs) {
    refuse('resource-limit', `The model has ${graph.outputs.length} outputs; ${LIMITS.outputs} are allowed.`, 'Export only the outputs that are used.')
  }
  if (metadata.length > LIMITS.metadataEntries) {
    refuse(
      'resource-limit',
      `The model has ${metadata.length} metadata entries; ${LIMITS.metadataEntries} are allowed.`,
      'Remove metadata_props that nobody reads.',
    )
  }
  const characters = metadata.reduce((sum, { key, value }) => sum + key.length + value.length, 0)
  if (characters > LIMITS.metadataCharacters) refuse('resource-limit', `The metadata has ${characters} characters.`, 'Remove metadata_props that nobody reads.')
  for (const { name } of graph.inputs) checkName('An input', name)
  for (const { name } of graph.outputs) checkName('An output', name)
  if (graph.outputs.some(({ name }) => name === '__proto__')) refuse('invalid-name', 'An output is named "__proto__", which the runtime cannot hand out.', FIX)
  for (const domain of model.opsets.keys()) checkName('An operator set', domain)
}
