import type { InferenceSession } from 'onnxruntime-node'
import { probeFeeds } from '#server/kernel/onnx/inspect/probe-feeds.ts'
import type { Probe, ProbeResult } from '#server/kernel/onnx/inspect/probes.ts'
import type { ModelSignature } from '#server/kernel/onnx/inspect/signature.ts'
import { answerOnce } from '#workers/runtime/answer-once.ts'
import { readVerified } from '../engine/models.ts'
import { toOrt } from '../engine/ort-tensors.ts'
import type { ModelFile } from '../engine/protocol.ts'
import { openSession } from '../engine/provider.ts'

export interface TrialRequest {
  model: ModelFile
  signature: ModelSignature
  probes: Probe[]
}
export type TrialAnswer = { loaded: true; results: ProbeResult[] } | { loaded: false; error: string } | { fault: string }

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const holdsNaN = (data: unknown): boolean => (data instanceof Float32Array || data instanceof Float64Array) && data.some(Number.isNaN)

async function runProbe(session: InferenceSession, signature: ModelSignature, probe: Probe): Promise<ProbeResult> {
  try {
    // An input may be named __proto__, which an object literal would swallow.
    const feeds = Object.create(null) as Record<string, ReturnType<typeof toOrt>>
    for (const feed of probeFeeds(signature, probe)) feeds[feed.name] = toOrt(feed)
    const names = signature.outputs.map(({ name }) => name)
    const outputs = new Map(Object.entries(await session.run(feeds, names)))
    const tensors = names.map((name) => outputs.get(name))
    const numbers = !tensors.some((tensor) => tensor && holdsNaN(tensor.data))
    return { probe, outcome: { dims: tensors.map((tensor) => [...(tensor?.dims ?? [])]), numbers } }
  } catch (error) {
    return { probe, outcome: { error: messageOf(error) } }
  }
}

/** Loads a model as the engine does and runs it on each probe. What the runtime throws is an answer. */
async function tryModel({ model, signature, probes }: TrialRequest): Promise<TrialAnswer> {
  const bytes = await readVerified(model)
  // A trial needs no GPU, whose libraries alone would pass the limit of memory.
  process.env.CUDA_VISIBLE_DEVICES = '-1'
  const opened = await openSession(bytes).catch((error: unknown) => messageOf(error))
  if (typeof opened === 'string') return { loaded: false, error: opened }
  const results: ProbeResult[] = []
  for (const probe of probes) results.push(await runProbe(opened.session, signature, probe))
  return { loaded: true, results }
}

answerOnce((request: TrialRequest) => tryModel(request).catch((error: unknown): TrialAnswer => ({ fault: messageOf(error) })))
