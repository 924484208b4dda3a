import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { InferenceSession } from 'onnxruntime-node'
import type { Tensor } from '#server/kernel/tensor/datatype.ts'
import type { Declaration } from '#server/kernel/tensor/decode.ts'
import { BoundedCache } from './bounded-cache.ts'
import { datatypeOf, fromOrt, toOrt } from './ort-tensors.ts'
import type { ModelFile, Provider } from './protocol.ts'
import { openSession } from './provider.ts'

const SESSIONS = { count: 64, size: 256 * 2 ** 20 }

export interface LoadedModel {
  provider: Provider
  inputs: Declaration[]
  run: (feeds: readonly Tensor[], fetches: readonly string[]) => Promise<{ outputs: Tensor[]; deviceNs: bigint }>
}

/** The bytes of a file, if they are those that its digest names. */
export async function readVerified({ path, digest }: ModelFile): Promise<Uint8Array> {
  const bytes = await readFile(path)
  const found = `sha256:${createHash('sha256').update(bytes).digest('hex')}`
  if (found !== digest) throw new Error(`The file of ${digest} holds other bytes (${found}); it is not loaded.`)
  return bytes
}

function declarations(session: InferenceSession): Declaration[] {
  return session.inputMetadata.map((input) => {
    if (!input.isTensor) return { name: input.name, datatype: 'unknown', shape: [] }
    return { name: input.name, datatype: datatypeOf(input.type) ?? input.type, shape: input.shape.map((dim) => (typeof dim === 'number' ? dim : -1)) }
  })
}

function loaded(session: InferenceSession, provider: Provider): LoadedModel {
  return {
    provider,
    inputs: declarations(session),
    async run(feeds, fetches) {
      const names = fetches.length > 0 ? fetches : session.outputNames
      // An input may be named __proto__, which an object literal would swallow.
      const given = Object.create(null) as Record<string, ReturnType<typeof toOrt>>
      for (const feed of feeds) given[feed.name] = toOrt(feed)
      const started = process.hrtime.bigint()
      const results = await session.run(given, names)
      const deviceNs = process.hrtime.bigint() - started
      return { outputs: names.map((name) => fromOrt(name, results[name])), deviceNs }
    },
  }
}

const sessions = new BoundedCache<{ model: LoadedModel; session: InferenceSession }>(SESSIONS, ({ session }) => void session.release())

/** The model of a file, loaded once its bytes were hashed; the least recently used ones are let go. */
export async function modelOf(file: ModelFile): Promise<LoadedModel> {
  const known = sessions.get(file.digest)
  if (known) return known.model
  const bytes = await readVerified(file)
  const { session, provider } = await openSession(bytes)
  const model = loaded(session, provider)
  sessions.set(file.digest, { model, session }, bytes.byteLength)
  return model
}
