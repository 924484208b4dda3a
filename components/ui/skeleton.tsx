/** A grey bar where text will be. */
export function Skeleton({ width = '8rem' }: { readonly width?: string }) {
  return <span className="sk" style={{ width }} aria-hidden="true" />
}

interface SkeletonTableProps {
  /** "Loading versions". */
  readonly label: string
  readonly columns: readonly string[]
  readonly rows?: number
}

export function SkeletonTable({ label, columns, rows = 6 }: SkeletonTableProps) {
  return (
    <div role="status" aria-label={label}>
      <table className="tbl" aria-hidden="true">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: rows }, (_, row) => (
            <tr key={row}>
              {columns.map((column, i) => (
                <td key={column} style={{ padding: '0.75rem 0.75rem 0.75rem 0' }}>
                  <Skeleton width={`${4 + ((row * 3 + i * 5) % 5)}rem`} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** A page that is on its way: head and one table. */
export function SkeletonPage({ label }: { readonly label: string }) {
  return (
    <div role="status" aria-label={label}>
      <Skeleton width="14rem" />
      <div className="mt6" style={{ display: 'grid', gap: '0.75rem' }}>
        <span className="sk" style={{ width: 'min(40rem, 100%)', height: '1.375rem' }} />
        <span className="sk" style={{ width: 'min(28rem, 80%)', height: '1.375rem' }} />
      </div>
      <div className="sec">
        <SkeletonTable label={label} columns={['', ' ', '  ', '   ']} />
      </div>
    </div>
  )
}
