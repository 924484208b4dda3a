import type { FieldError } from '#server/contracts/problems.ts'

export interface SendProgress {
  readonly sentBytes: number
  readonly totalBytes: number
  /** By the rate so far; undefined in the first moments. */
  readonly secondsLeft?: number
}

/** An upload the server refused or that broke: the message is a sentence for the person. */
export class SendError extends Error {
  readonly errors: readonly FieldError[]
  constructor(message: string, errors: readonly FieldError[] = []) {
    super(message)
    this.name = 'SendError'
    this.errors = errors
  }
}

interface SendOptions {
  readonly onProgress?: (progress: SendProgress) => void
  readonly signal?: AbortSignal
}

const RATE_AFTER_MS = 500

function problemOf(request: XMLHttpRequest): SendError {
  try {
    const problem: { detail?: string; errors?: FieldError[] } = JSON.parse(request.responseText)
    return new SendError(problem.detail ?? `The server answered ${request.status}.`, problem.errors)
  } catch {
    return new SendError(`The server answered ${request.status} and did not say why. Nothing was taken.`)
  }
}

/** PUTs a file to a REST route of this console with the session cookie; resolves once the server has taken all of it. Throws SendError. */
export function sendBytes(path: `/api/v1/${string}`, file: Blob, { onProgress, signal }: SendOptions = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    // fetch tells nothing of how far an upload is.
    const request = new XMLHttpRequest()
    const startedAt = performance.now()
    request.open('PUT', path)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.upload.onprogress = ({ loaded, total }) => {
      const elapsed = performance.now() - startedAt
      const left = loaded > 0 && elapsed > RATE_AFTER_MS ? { secondsLeft: ((total - loaded) / loaded) * (elapsed / 1000) } : {}
      onProgress?.({ sentBytes: loaded, totalBytes: total, ...left })
    }
    request.onload = () => (request.status >= 200 && request.status < 300 ? resolve() : reject(problemOf(request)))
    request.onerror = () => reject(new SendError('The connection broke before the server had everything. Nothing was taken; send it again.'))
    request.onabort = () => reject(new SendError('Sending was stopped. Nothing was taken.'))
    signal?.addEventListener('abort', () => request.abort(), { once: true })
    request.send(file)
  })
}
