import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { inspectModel } from '#server/kernel/onnx/inspect/inspect-model.ts'
import type { Inspection } from '#server/kernel/onnx/inspect/inspect-model.ts'
import { refusalOf } from '#server/kernel/onnx/inspect/refusal.ts'
import type { Refusal } from '#server/kernel/onnx/inspect/refusal.ts'
import { answerOnce } from '#workers/runtime/answer-once.ts'

export interface IntakeRequest {
  path: string
  digest: string
}
export type IntakeAnswer = { inspection: Inspection } | { refusal: Refusal } | { fault: string; retry: boolean }

async function inspect({ path, digest }: IntakeRequest): Promise<IntakeAnswer> {
  const bytes = await readFile(path)
  if (`sha256:${createHash('sha256').update(bytes).digest('hex')}` !== digest) return { fault: `the stored bytes are not those of ${digest}`, retry: true }
  try {
    return { inspection: inspectModel(bytes) }
  } catch (error) {
    const refusal = refusalOf(error)
    return refusal ? { refusal } : { fault: String(error), retry: false }
  }
}

answerOnce((request: IntakeRequest) => inspect(request).catch((error: unknown): IntakeAnswer => ({ fault: String(error), retry: true })))
