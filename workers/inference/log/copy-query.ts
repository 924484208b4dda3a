import type { Connection, Submittable } from 'pg'

/** What pg tells the query that it runs. */
interface Told extends Submittable {
  handleError(error: Error): void
  handleCommandComplete(): void
  handleReadyForQuery(): void
  handleCopyInResponse(): void
  handleRowDescription(): void
  handleDataRow(): void
  handlePortalSuspended(): void
  handleEmptyQuery(): void
}

const nothing = (): void => undefined

/** `COPY … FROM STDIN`, its data and its end as the messages of the wire protocol (Q, d, c), one buffer. */
function messages(statement: string, lines: string): Buffer {
  const query = Buffer.byteLength(statement)
  const data = Buffer.byteLength(lines)
  const bytes = Buffer.allocUnsafe(query + data + 16)
  let at = bytes.write('Q', 0)
  at = bytes.writeInt32BE(query + 5, at)
  at += bytes.write(statement, at)
  at = bytes.writeInt8(0, at)
  at += bytes.write('d', at)
  at = bytes.writeInt32BE(data + 4, at)
  at += bytes.write(lines, at)
  at += bytes.write('c', at)
  bytes.writeInt32BE(4, at)
  return bytes
}

/**
 * A COPY that sends statement and rows in one write, without waiting to be asked for them: a server that has refused the
 * statement passes over the rows, as the protocol says. Settles when the server is ready again.
 */
export function copyQuery(statement: string, lines: string, settle: { done: () => void; failed: (error: Error) => void }): Told {
  let refused: Error | null = null
  return {
    submit: (connection: Connection) => void connection.stream.write(messages(statement, lines)),
    handleError(error) {
      // pg forgets a query once it has handed it its error.
      refused = error
      settle.failed(error)
    },
    handleReadyForQuery: () => (refused ? nothing() : settle.done()),
    handleCommandComplete: nothing,
    handleCopyInResponse: nothing,
    handleRowDescription: nothing,
    handleDataRow: nothing,
    handlePortalSuspended: nothing,
    handleEmptyQuery: nothing,
  }
}
