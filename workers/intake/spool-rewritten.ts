import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Piece } from '#server/kernel/onnx/rewrite/pieces.ts'

async function* bytesOf(original: string, pieces: readonly Piece[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    if (piece instanceof Uint8Array) yield piece
    else if (piece.to > piece.from) yield* createReadStream(original, { start: piece.from, end: piece.to - 1 })
  }
}

/** Writes a rewritten model file, streamed from the original. Returns its digest. */
export async function spoolRewritten(original: string, pieces: readonly Piece[], target: string): Promise<string> {
  const hash = createHash('sha256')
  const file = await open(target, 'wx', 0o600)
  try {
    for await (const chunk of bytesOf(original, pieces)) {
      hash.update(chunk)
      await file.writeFile(chunk)
    }
  } finally {
    await file.close()
  }
  return `sha256:${hash.digest('hex')}`
}
