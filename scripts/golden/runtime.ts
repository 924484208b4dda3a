import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { signatureOf } from '#server/kernel/onnx/inspect/signature.ts'
import type { ModelSignature } from '#server/kernel/onnx/inspect/signature.ts'
import type { OnnxModel } from '#server/kernel/onnx/model.ts'
import { readModel } from '#server/kernel/onnx/read-model.ts'
import { assemble } from '#server/kernel/onnx/rewrite/pieces.ts'
import { removeZipMaps } from '#server/kernel/onnx/rewrite/remove-zipmaps.ts'
import { openEngine } from '#workers/inference/engine/engine.ts'
import type { Engine } from '#workers/inference/engine/engine.ts'
import type { ModelFile } from '#workers/inference/engine/protocol.ts'

/** A model as it would be served: without ZipMap. */
export type ServedModel = { file: ModelFile; onnx: OnnxModel; signature: ModelSignature }

/** What golden files of models need: the engine that serves, and the models beside the golden folder. */
export interface GoldenRuntime {
  engine: () => Engine
  /** @param path of the golden file, under `folder` ("models" or "explain") */
  model: (path: string, folder: string, name: string) => ServedModel
  close: () => Promise<void>
}

const digestOf = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`

/** Starts nothing until it is asked for. */
export function openGoldenRuntime(): GoldenRuntime {
  let engine: Engine | undefined
  let scratch: string | undefined
  const model = (path: string, folder: string, name: string): ServedModel => {
    const file = join(path.slice(0, path.lastIndexOf(`/${folder}/`)), '..', 'models', `${name}.onnx`)
    const bytes = readFileSync(file)
    const onnx = readModel(bytes)
    const pieces = removeZipMaps(bytes, onnx)
    if (!pieces) return { file: { path: file, digest: digestOf(bytes) }, onnx, signature: signatureOf(onnx) }
    const served = assemble(bytes, pieces)
    scratch ??= mkdtempSync(join(tmpdir(), 'countersign-golden-'))
    const copy = join(scratch, `${name.replaceAll('/', '-')}.onnx`)
    writeFileSync(copy, served)
    const without = readModel(served)
    return { file: { path: copy, digest: digestOf(served) }, onnx: without, signature: signatureOf(without) }
  }
  return {
    engine: () => (engine ??= openEngine({ children: 1 })),
    model,
    close: async () => {
      await engine?.close()
      if (scratch) rmSync(scratch, { recursive: true, force: true })
    },
  }
}
