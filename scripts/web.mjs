// The web process: Next's production server, which ends with its supervisor.
import { createServer } from 'node:http'
import next from 'next'

const [host, port] = process.argv.slice(2)
const app = next({ dev: false, hostname: host, port: Number(port) })
const handle = app.getRequestHandler()

await app.prepare()
const server = createServer((request, response) => void handle(request, response))
server.keepAliveTimeout = 65_000
server.requestTimeout = 0
server.listen(Number(port), host)

function end() {
  server.close(() => process.exit(0))
  server.closeIdleConnections()
  setTimeout(() => process.exit(0), 5000).unref()
}
process.on('SIGTERM', end)
process.on('SIGINT', end)
process.on('disconnect', end)
