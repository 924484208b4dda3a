// The web process: Next's production server, which ends with its supervisor.
import { createServer } from 'node:http'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import next from 'next'

const LONGEST_END_MS = 4000
const [hostname, port] = process.argv.slice(2)
const app = next({ dev: false, dir: dirname(dirname(fileURLToPath(import.meta.url))), hostname, port: Number(port) })
const handle = app.getRequestHandler()

/** An address whose escapes mean nothing, which Next would answer as its own failure. */
function isUnreadable(url) {
  try {
    decodeURIComponent(url.split('?', 1)[0])
    return false
  } catch {
    return true
  }
}

const server = createServer((request, response) => {
  if (isUnreadable(request.url)) {
    const problem = {
      type: '/problems/malformed',
      title: 'Malformed request',
      status: 400,
      detail: 'The address has a % that begins no escape; write it as %25.',
      errors: [],
    }
    response.writeHead(400, { 'content-type': 'application/problem+json', 'cache-control': 'no-store' }).end(JSON.stringify(problem))
    return
  }
  // Pages send whoever is not signed in to sign in and back; Next tells them every part of the request but its path.
  request.headers['x-countersign-path'] = request.url
  void handle(request, response)
})
// Longer than the proxies and clients before it keep theirs, so that none sends into a connection that is being closed.
server.keepAliveTimeout = 620_000
// Uploads of gigabytes take as long as they take.
server.requestTimeout = 0

let ending = false
function end() {
  if (ending) return
  ending = true
  // Answers that are being written are finished; streams that never end are cut.
  server.close(() => process.exit(0))
  server.closeIdleConnections()
  setTimeout(() => process.exit(0), LONGEST_END_MS).unref()
}
for (const event of ['SIGTERM', 'SIGINT', 'SIGHUP', 'disconnect']) process.on(event, end)

await app.prepare()
server.on('error', (error) => {
  console.error(`The console cannot listen on ${hostname}:${port}: ${error.message}`)
  process.exit(1)
})
server.listen(Number(port), hostname)
