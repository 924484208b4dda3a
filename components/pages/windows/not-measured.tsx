import type { WindowSummary } from '#server/contracts/monitoring.ts'
import { Note } from '../../ui/section.tsx'
import { kindTitle } from '../evidence/kind-words.ts'

/** What could not be measured of a window, each with its reason; nothing where all was. */
export function NotMeasured({ summary }: { readonly summary: WindowSummary }) {
  return summary.notMeasured.map(({ kind, code, detail }) => (
    <Note key={`${kind}:${code}`}>
      {kindTitle(kind)} was not measured in the newest window: {detail}
    </Note>
  ))
}
