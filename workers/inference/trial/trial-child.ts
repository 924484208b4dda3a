import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { InferenceSession, env } from 'onnxruntime-node'
import type { Tensor } from 'onnxruntime-node'
import { dimsOfProbe } from '#server/kernel/onnx/inspect/probes.ts'
import type { Probe, ProbeResult } from '#server/kernel/onnx/inspect/probes.ts'
import type { ModelSignature } from '#server/kernel/onnx/inspect/signature.ts'
import { probeTensor } from './probe-tensor.ts'

export interface TrialRequest {
  path: string
  digest: string
  signature: ModelSignature
  probes: Probe[]
}
export type TrialAnswer = { loaded: true; results: ProbeResult[] } | { loaded: false; error: string } | { fault: string }

const SILENT = 4
const OPTIONS: InferenceSession.SessionOptions = {
  executionProviders: ['cpu'],
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  graphOptimizationLevel: 'all',
  logSeverityLevel: SILENT,
}
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

function feedsOf(signature: ModelSignature, probe: Probe): Record<string, Tensor> {
  // A tensor may be called __proto__.
  const feeds = Object.create(null) as Record<string, Tensor>
  for (const input of signature.inputs) feeds[input.name] = probeTensor(input.datatype, dimsOfProbe(input, probe), probe.fill)
  return feeds
}

async function runProbe(session: InferenceSession, signature: ModelSignature, probe: Probe): Promise<ProbeResult> {
  try {
    const fetches = signature.outputs.map(({ name }) => name)
    const outputs = new Map(Object.entries(await session.run(feedsOf(signature, probe), fetches)))
    return { probe, outcome: { dims: fetches.map((name) => [...(outputs.get(name)?.dims ?? [])]) } }
  } catch (error) {
    return { probe, outcome: { error: messageOf(error) } }
  }
}

async function tryModel({ path, digest, signature, probes }: TrialRequest): Promise<TrialAnswer> {
  env.logLevel = 'fatal'
  const bytes = await readFile(path)
  if (`sha256:${createHash('sha256').update(bytes).digest('hex')}` !== digest) return { fault: `the bytes to try are not those of ${digest}` }
  let session: InferenceSession
  try {
    session = await InferenceSession.create(bytes, OPTIONS)
  } catch (error) {
    return { loaded: false, error: messageOf(error) }
  }
  const results: ProbeResult[] = []
  for (const probe of probes) results.push(await runProbe(session, signature, probe))
  return { loaded: true, results }
}

process.once('message', (request) => {
  void tryModel(request as TrialRequest)
    .catch((error: unknown): TrialAnswer => ({ fault: messageOf(error) }))
    .then((answer) => process.send?.(answer))
})
