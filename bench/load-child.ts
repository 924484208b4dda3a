import { createConnection } from 'node:net'
import type { Socket } from 'node:net'

/** What the load generator is asked for: one kind of request, again and again. */
export interface LoadQuestion {
  port: number
  /** Bytes of a whole HTTP/1.1 request, keep-alive. */
  request: string
  connections: number
  milliseconds: number
  /** Requests per second on a fixed timetable; null sends the next as soon as the last was answered. */
  rate: number | null
}

export interface LoadAnswer {
  /** Milliseconds from when each request was due to its last byte, in the order of completion. */
  latencies: Float64Array
  statuses: Record<string, number>
  seconds: number
}

interface Connection {
  socket: Socket
  dueAt: number
  busy: boolean
}

const LENGTH = /content-length: (\d+)/i

/** Bytes of the response at the beginning of the buffer, or 0 while it is incomplete. */
function responseLength(received: Buffer): number {
  const head = received.indexOf('\r\n\r\n')
  if (head < 0) return 0
  const length = LENGTH.exec(received.toString('latin1', 0, head))
  const total = head + 4 + Number(length?.[1] ?? 0)
  return received.length >= total ? total : 0
}

/**
 * A client that costs as little as it can: the same bytes each time, nothing parsed but status and length. With a rate,
 * requests have a timetable, and a late answer delays none of the others: latency counts from when one was due.
 */
async function load({ port, request, connections, milliseconds, rate }: LoadQuestion): Promise<LoadAnswer> {
  const bytes = Buffer.from(request)
  const latencies: number[] = []
  const statuses: Record<string, number> = {}
  const free: Connection[] = []
  const startedAt = performance.now()
  const endsAt = startedAt + milliseconds
  let sent = 0
  let open = 0
  let finish: () => void = () => undefined
  const finished = new Promise<void>((done) => (finish = done))

  const send = (connection: Connection, dueAt: number) => {
    connection.busy = true
    connection.dueAt = dueAt
    open++
    connection.socket.write(bytes)
  }
  const dueAt = (index: number, now: number): number => (rate === null ? now : startedAt + (index * 1000) / rate)
  /** Sends whatever is due, as far as connections are free. */
  const pump = () => {
    const now = performance.now()
    for (let due = dueAt(sent, now); free.length > 0 && due <= now && due < endsAt; due = dueAt(++sent, now)) {
      const connection = free.pop()
      if (connection) send(connection, due)
    }
    if (open === 0 && (now >= endsAt || dueAt(sent, now) >= endsAt)) finish()
  }
  const received = (connection: Connection, status: string) => {
    latencies.push(performance.now() - connection.dueAt)
    statuses[status] = (statuses[status] ?? 0) + 1
    connection.busy = false
    open--
    free.push(connection)
  }
  const all = await Promise.all(
    Array.from({ length: connections }, async () => {
      const socket = createConnection({ port, host: '127.0.0.1', noDelay: true })
      await new Promise((connected, failed) => socket.once('connect', connected).once('error', failed))
      const connection: Connection = { socket, dueAt: 0, busy: false }
      let held: Buffer = Buffer.alloc(0)
      socket.on('data', (chunk) => {
        held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
        const length = responseLength(held)
        if (length === 0) return
        received(connection, held.toString('latin1', 9, 12))
        held = held.subarray(length)
        pump()
      })
      return connection
    }),
  )
  free.push(...all)
  const timer = setInterval(pump, 1)
  pump()
  await finished
  clearInterval(timer)
  for (const { socket } of all) socket.destroy()
  return { latencies: Float64Array.from(latencies), statuses, seconds: (performance.now() - startedAt) / 1000 }
}

process.once('message', (question) => {
  void load(question as LoadQuestion).then((answer) => process.send?.(answer))
})
