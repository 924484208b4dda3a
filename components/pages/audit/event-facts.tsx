import { KeyValue } from '../../ui/key-value.tsx'
import { Subhead } from '../../ui/section.tsx'

/** `expiresAt` → `Expires at`. */
const title = (key: string): string => {
  const words = key.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function written(value: unknown): string {
  if (value === null || value === undefined) return '–'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(written).join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** What an event says of the change, key by key. */
export function EventFacts({ detail }: { readonly detail: Readonly<Record<string, unknown>> }) {
  const entries = Object.entries(detail)
  if (entries.length === 0) return null
  return (
    <>
      <Subhead>What was recorded</Subhead>
      <KeyValue items={entries.map(([key, value]) => ({ label: title(key), value: written(value) }))} />
    </>
  )
}
