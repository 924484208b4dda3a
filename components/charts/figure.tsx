'use client'

import { Download } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { downloadText, toCsv } from '../ui/csv.ts'
import { Segmented } from '../ui/segmented.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import { Table } from '../ui/table.tsx'

export interface TwinColumn {
  readonly label: string
  readonly kind?: 'word' | 'number' | 'interval'
}

/** The same content as the chart, as rows of texts already formatted. */
export interface Twin {
  readonly caption: string
  readonly columns: readonly TwinColumn[]
  readonly rows: ReadonlyArray<readonly string[]>
  /** Unrounded rows for the CSV; by default the rows shown. */
  readonly csv?: ReadonlyArray<ReadonlyArray<string | number | null>>
}

export interface LegendEntry {
  readonly label: string
  /** A token: "c1", "c-ref". */
  readonly color?: string
  readonly dashed?: boolean
}

interface FigureProps {
  /** One sentence that says what the chart shows. */
  readonly caption: ReactNode
  readonly twin: Twin
  readonly csvName?: string
  readonly legend?: readonly LegendEntry[]
  /** Further controls, left of Chart | Table. */
  readonly controls?: ReactNode
  readonly children: ReactNode
}

/** A chart with its sentence, its table twin and its CSV; `t` switches. */
export function Figure({ caption, twin, csvName, legend, controls, children }: FigureProps) {
  const [view, setView] = useState<'chart' | 'table'>('chart')
  useShortcuts([{ keys: 't', label: 'Chart or table', group: 'Charts', run: switchTwin }])
  const header = twin.columns.map((column) => column.label)
  return (
    <figure className="fig" data-figure>
      <div className="fig-h">
        <figcaption>{caption}</figcaption>
        <div className="acts">
          {controls}
          <Segmented
            label="Show as"
            value={view}
            onChange={setView}
            options={[
              { value: 'chart', label: 'Chart' },
              { value: 'table', label: 'Table' },
            ]}
          />
          {csvName ? (
            <Button size="small" variant="quiet" icon={<Download />} onClick={() => downloadText(`${csvName}.csv`, toCsv(header, twin.csv ?? twin.rows))}>
              CSV
            </Button>
          ) : null}
        </div>
      </div>
      {view === 'chart' ? (
        <>
          {legend ? <Legend entries={legend} /> : null}
          {children}
        </>
      ) : (
        <Table
          caption={twin.caption}
          compact
          columns={twin.columns.map((column, i) => ({
            header: column.label,
            kind: column.kind,
            cell: (row: readonly string[]) => row[i],
          }))}
          rows={twin.rows}
          rowKey={(row) => `${twin.rows.indexOf(row)}`}
        />
      )}
    </figure>
  )
}

/** Acts on the figure that holds the focus, otherwise on the first of the page. */
function switchTwin() {
  const figure = document.activeElement?.closest('[data-figure]') ?? document.querySelector('[data-figure]')
  figure?.querySelector<HTMLButtonElement>('[aria-label="Show as"] [aria-pressed="false"]')?.click()
}

export function Legend({ entries }: { readonly entries: readonly LegendEntry[] }) {
  return (
    <div className="legend" style={{ marginBottom: '0.5rem' }}>
      {entries.map((entry) => (
        <span key={entry.label}>
          {entry.dashed ? (
            <i className="sq" style={{ border: '1px dashed var(--line-control)' }} />
          ) : entry.color ? (
            <i className="sq" style={{ background: `var(--${entry.color})` }} />
          ) : null}
          {entry.label}
        </span>
      ))}
    </div>
  )
}
