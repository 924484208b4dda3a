import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { inspectArtifact } from './inspect-artifact.ts'

interface HostileFile {
  file: string
  wrong: string
  expected: 'accepted' | 'flagged' | 'rejected'
  reason: string | null
  strict: boolean
}

const FOLDER = join(resolve(process.env.COUNTERSIGN_REFERENCE_DATA ?? 'data'), 'hostile/onnx')
const { files } = JSON.parse(readFileSync(join(FOLDER, 'manifest.json'), 'utf8')) as { files: HostileFile[] }
const LIMIT_MS = 30_000

/** Outcomes that we chose where the corpus leaves the choice: server/decisions/intake.md says why. */
const CHOSEN: Record<string, string> = {
  'trailing_unknown_field.onnx': 'flagged unknown-fields',
  'int_min_div_two_inputs.onnx': 'flagged integer-division',
  'int_div_by_input.onnx': 'flagged integer-division',
}

const nothingStored = { write: () => Promise.reject(new Error('a refused file was stored')) }
const stores = {
  async write(bytes: AsyncIterable<Uint8Array>) {
    const hash = createHash('sha256')
    let sizeBytes = 0
    for await (const chunk of bytes) {
      hash.update(chunk)
      sizeBytes += chunk.length
    }
    return { digest: `sha256:${hash.digest('hex')}`, sizeBytes }
  },
}

describe('a hostile or odd file', () => {
  it('comes from a corpus that is whole', () => expect(files.length).toBeGreaterThanOrEqual(74))

  it.each(files)('$file: $wrong', { timeout: LIMIT_MS + 5000 }, async ({ file, expected, reason }) => {
    const path = join(FOLDER, file)
    const bytes = readFileSync(path)
    const artifact = { path, digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`, sizeBytes: bytes.length }
    const started = Date.now()
    const outcome = await inspectArtifact(artifact, expected === 'rejected' ? nothingStored : stores)
    expect(Date.now() - started).toBeLessThan(LIMIT_MS)
    if (outcome.status === 'failed') {
      expect(`rejected ${outcome.problem.code}`).toBe(`${expected} ${reason}`)
      expect(outcome.problem.detail.length).toBeGreaterThan(10)
      expect(outcome.problem.fix?.length).toBeGreaterThan(10)
      expect(outcome.problem.detail).not.toMatch(/SECRET|root:|\/tmp\/|\/home\//)
      return
    }
    const found = outcome.findings.length > 0 ? `flagged ${outcome.findings.map(({ code }) => code).join(' ')}` : 'accepted'
    if (expected === 'flagged') expect(found).toMatch(/^flagged/)
    else expect(found).toBe(CHOSEN[file] ?? expected)
  })
})
