import './without-float16.ts'
import { env, InferenceSession, listSupportedBackends } from 'onnxruntime-node'
import type { Provider } from './protocol.ts'

env.logLevel = 'error'

const ERRORS = 3
const NOTHING = 4

let decided: Provider | null = null

function create(bytes: Uint8Array, provider: string, logSeverityLevel: 3 | 4): Promise<InferenceSession> {
  return InferenceSession.create(bytes, {
    executionProviders: provider === 'cpu' ? ['cpu'] : [provider, 'cpu'],
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    logSeverityLevel,
    // Bytes that pass for a serialised session would be loaded unread otherwise.
    extra: { session: { load_model_format: 'ONNX' } },
  })
}

const sentence = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/**
 * A single-threaded session of a model: on CUDA where this machine loads it, else on the CPU. The first model that loads
 * decides for the whole process.
 */
export async function openSession(bytes: Uint8Array): Promise<{ session: InferenceSession; provider: Provider }> {
  if (decided) return { session: await create(bytes, decided.executionProvider, ERRORS), provider: decided }
  let providerNote = 'This build of ONNX Runtime has no CUDA provider.'
  if (listSupportedBackends().some(({ name }) => name === 'cuda')) {
    try {
      const session = await create(bytes, 'cuda', NOTHING)
      decided = { executionProvider: 'cuda', providerNote: 'The CUDA provider loads on this machine.' }
      return { session, provider: decided }
    } catch (error) {
      providerNote = `The CUDA provider does not load here: ${sentence(error)}`
    }
  }
  const session = await create(bytes, 'cpu', ERRORS)
  decided = { executionProvider: 'cpu', providerNote }
  return { session, provider: decided }
}
