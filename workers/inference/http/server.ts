import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Parts } from '#workers/inference/serve/parts.ts'
import { handle } from './handle.ts'
import type { Handling } from './handle.ts'
import { replyError } from './reply.ts'

const END_MS = 4000

export interface InferenceServer {
  port: number
  /** Takes no more requests and resolves when those under way are answered, or after some seconds. */
  close(): Promise<void>
}

/** Listens for requests of the Open Inference Protocol; port 0 takes a free one. */
export async function openServer(parts: Parts, options: { host: string; port: number; internalToken: string }): Promise<InferenceServer> {
  let ending = false
  const handling: Handling = { parts, internalToken: options.internalToken, isEnding: () => ending }
  const server = createServer({ keepAliveTimeout: 620_000, headersTimeout: 15_000, requestTimeout: 60_000 }, (request, response) => {
    if (ending) response.setHeader('connection', 'close')
    handle(handling, request, response).catch((error: unknown) => replyError(request, response, error))
  })
  await new Promise<void>((listening, failed) => {
    server.once('error', failed)
    server.listen({ host: options.host, port: options.port, backlog: 1024 }, listening)
  })
  const address = server.address() as AddressInfo
  return {
    port: address.port,
    close() {
      ending = true
      return new Promise((closed) => {
        const force = setTimeout(() => server.closeAllConnections(), END_MS)
        server.close(() => {
          clearTimeout(force)
          closed()
        })
        server.closeIdleConnections()
      })
    },
  }
}
