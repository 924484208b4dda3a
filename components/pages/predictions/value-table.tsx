import { Note } from '../../ui/section.tsx'
import { plural } from '../../ui/format.ts'
import { Table } from '../../ui/table.tsx'
import type { NamedValue } from './prediction-values.ts'
import { valueWords } from './prediction-values.ts'

const SHOWN = 200

/** Values of one row, by name. */
export function ValueTable({ caption, noun, values }: { readonly caption: string; readonly noun: string; readonly values: readonly NamedValue[] }) {
  return (
    <>
      <Table
        caption={caption}
        compact
        scroll
        columns={[
          { header: noun, cell: (row: NamedValue) => row.name },
          {
            header: 'Value',
            cell: (row: NamedValue) => (valueWords(row.value) === 'missing' ? <span className="muted">missing</span> : valueWords(row.value)),
            kind: 'number',
          },
        ]}
        rows={values.slice(0, SHOWN)}
        rowKey={(row) => row.name}
      />
      {values.length > SHOWN ? <Note>{plural(values.length - SHOWN, 'more value')} not shown; the record holds them all.</Note> : null}
    </>
  )
}
