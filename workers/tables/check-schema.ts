import type { DatasetSchema, SnapshotFinding } from '#server/contracts/datasets.ts'
import type { TableInspection } from './inspect-table.ts'
import { listNames, TableRefusal } from './refusal.ts'

/** Oddities that make a feature useless to a model, and so block what is decided on it. */
const BLOCKING = new Set(['mixed-types', 'number-format', 'infinite', 'empty-column'])

/**
 * Holds a table against the declared schema. A feature that is missing is refused (`missing-column`), for nothing can be assessed
 * without it; any other declared column that is missing is a warning: production tables have no label, samples no entity. What makes
 * a feature unusable blocks; a constant column is worth a word only among the features.
 */
export function checkSchema({ columns, findings, repeatedKeys }: TableInspection, schema: DatasetSchema): SnapshotFinding[] {
  const held = new Set(columns.map(({ name }) => name))
  const absent = schema.features.filter((name) => !held.has(name))
  if (absent.length > 0) {
    const detail = `The dataset declares features that the table lacks: ${listNames(absent)}.`
    throw new TableRefusal('missing-column', detail, 'Send the table with these columns, or register a dataset that does not declare them.')
  }
  const features = new Set(schema.features)
  const categorical = new Set(schema.categorical)
  const telling = findings.filter(({ code, column }) => code !== 'constant' || column === undefined || features.has(column))
  const judged = telling.map((finding): SnapshotFinding => {
    const { code, column } = finding
    const blocks = column !== undefined && features.has(column) && !categorical.has(column) && BLOCKING.has(code)
    return blocks ? { ...finding, severity: 'blocking' } : finding
  })
  const missing = rolesOf(schema).filter(({ column }) => !held.has(column))
  const absences = missing.map(({ role, column }): SnapshotFinding => ({
    code: 'missing-column',
    column,
    detail: `The declared ${role} ${listNames([column])} is not in the table.`,
    severity: 'warning',
  }))
  return [...judged, ...absences, ...keyFindings(schema, repeatedKeys)]
}

function rolesOf(schema: DatasetSchema): { role: string; column: string }[] {
  const one = (role: string, column: string | undefined) => (column === undefined ? [] : [{ role, column }])
  return [
    ...one('label', schema.label),
    ...one('entity id', schema.entityId),
    ...one('timestamp', schema.timestamp),
    ...schema.protectedAttributes.map((column) => ({ role: 'protected attribute', column })),
  ]
}

function keyFindings({ entityId }: DatasetSchema, repeated: number | null): SnapshotFinding[] {
  if (entityId === undefined || !repeated) return []
  const detail = `${repeated.toLocaleString('en-US')} ${repeated === 1 ? 'row has' : 'rows have'} the entity id of an earlier row.`
  return [{ code: 'repeated-entity-id', column: entityId, detail, severity: 'warning' }]
}
