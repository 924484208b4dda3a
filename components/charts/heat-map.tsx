import type { ReactNode } from 'react'

export interface HeatCell {
  /** Background token: d1…d7, s1…s7, t1…t3; left out: a well. */
  readonly fill?: string
  readonly value?: ReactNode
  readonly detail?: ReactNode
  /** Hatched with a word: fewer people than may be shown. */
  readonly suppressed?: boolean
}

interface HeatMapProps {
  readonly caption: string
  readonly corner: string
  readonly columns: readonly string[]
  readonly rows: ReadonlyArray<{ readonly label: string; readonly cells: readonly HeatCell[] }>
}

/** Which ink reads on a fill: the outer tokens of each ramp are dark in light theme and light in dark theme. */
const inverted = new Set(['s5', 's6', 's7', 'd1', 'd7'])

/** Two categories with the value written in each cell. */
export function HeatMap({ caption, corner, columns, rows }: HeatMapProps) {
  return (
    <div className="scroll" tabIndex={0} role="group" aria-label={caption}>
      <table className="heat">
        <caption className="sr">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{corner}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.label}>
              <th scope="row">{row.label}</th>
              {row.cells.map((cell, i) => (
                <Cell key={i} cell={cell} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Cell({ cell }: { readonly cell: HeatCell }) {
  if (cell.suppressed) {
    return (
      <td className="sup">
        <b>Suppressed</b>
        {cell.detail ? <small>{cell.detail}</small> : null}
      </td>
    )
  }
  const style = cell.fill ? { background: `var(--${cell.fill})`, color: inverted.has(cell.fill) ? `var(--on-${cell.fill})` : 'var(--ink)' } : undefined
  return (
    <td className={cell.value == null ? 'none' : undefined} style={style}>
      {cell.value == null ? null : <b>{cell.value}</b>}
      {cell.detail ? <small>{cell.detail}</small> : null}
    </td>
  )
}
