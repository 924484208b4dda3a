import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

/**
 * Hashes a file part by part, as the registry writes digests: `sha256:…`. The browser's own digest wants the whole file
 * in memory, and works only on https.
 */
export async function digestOfFile(file: Blob, onProgress?: (hashedBytes: number) => void): Promise<string> {
  const hash = sha256.create()
  const reader = file.stream().getReader()
  for (let hashed = 0; ;) {
    const { value, done } = await reader.read()
    if (done) return `sha256:${bytesToHex(hash.digest())}`
    hash.update(value)
    hashed += value.length
    onProgress?.(hashed)
  }
}
