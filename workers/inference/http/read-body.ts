import type { IncomingMessage } from 'node:http'
import { Refused } from '#workers/inference/refused.ts'

export const MOST_BYTES = 32 * 2 ** 20
const tooLarge = (): Refused => new Refused(413, `The body is larger than ${MOST_BYTES / 2 ** 20} MB: send fewer rows in one request.`)
const cutShort = (): Refused => new Refused(400, 'The body ended before it was complete.')

const encoded = (encoding: string): Refused =>
  new Refused(415, `The body is taken as it is, not with content-encoding ${JSON.stringify(encoding)}: send it without.`)

/** The body as text. Throws Refused 413 above the limit, of which nothing is kept, and 415 for one that is encoded. */
export function readBody(request: IncomingMessage): Promise<string> {
  const encoding = request.headers['content-encoding']?.trim().toLowerCase() ?? 'identity'
  if (encoding !== 'identity' && encoding !== '') return Promise.reject(encoded(encoding))
  if (Number(request.headers['content-length'] ?? 0) > MOST_BYTES) return Promise.reject(tooLarge())
  return new Promise((done, failed) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= MOST_BYTES) return chunks.push(chunk)
      chunks.length = 0
      request.pause()
      return failed(tooLarge())
    })
    request.on('end', () => done(chunks.length === 1 ? chunks[0].toString() : Buffer.concat(chunks).toString()))
    request.on('error', () => failed(cutShort()))
    request.on('close', () => request.complete || failed(cutShort()))
  })
}
