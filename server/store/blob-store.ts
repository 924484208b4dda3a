import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

export interface StoredBlob {
  digest: string
  sizeBytes: number
}

export class TooLarge extends Error {}

/** Bytes under their SHA-256; nothing is ever overwritten. */
export interface BlobStore {
  write: (bytes: AsyncIterable<Uint8Array>, maxBytes: number) => Promise<StoredBlob>
  pathOf: (digest: string) => string
  read: (digest: string) => Promise<Uint8Array>
  has: (digest: string) => Promise<boolean>
  /** Hashes what lies on disk now: tells whether it is still what was stored. */
  verify: (digest: string) => Promise<boolean>
}

const DIGEST = /^sha256:([0-9a-f]{64})$/

async function syncDirectory(path: string) {
  const directory = await open(path, 'r')
  await directory.sync().finally(() => directory.close())
}

/** A content-addressed store in a folder: hashed while writing, fsynced, then renamed into place. */
export function openBlobStore(root: string): BlobStore {
  const pathOf = (digest: string) => {
    const hex = DIGEST.exec(digest)?.[1]
    if (!hex) throw new Error(`not a digest: ${digest}`)
    return join(root, 'sha256', hex.slice(0, 2), hex)
  }
  const has = (digest: string) =>
    stat(pathOf(digest)).then(
      () => true,
      () => false,
    )
  return {
    pathOf,
    has,
    read: (digest) => readFile(pathOf(digest)),
    async write(bytes, maxBytes) {
      const staging = join(root, 'staging')
      await mkdir(staging, { recursive: true })
      const temporary = join(staging, randomUUID())
      const hash = createHash('sha256')
      let sizeBytes = 0
      const file = await open(temporary, 'wx', 0o440)
      try {
        for await (const chunk of bytes) {
          sizeBytes += chunk.byteLength
          if (sizeBytes > maxBytes) throw new TooLarge(`more than ${maxBytes} bytes`)
          hash.update(chunk)
          await file.writeFile(chunk)
        }
        await file.sync()
        await file.close()
        const digest = `sha256:${hash.digest('hex')}`
        const target = pathOf(digest)
        const folder = join(target, '..')
        await mkdir(folder, { recursive: true })
        await rename(temporary, target)
        await syncDirectory(folder)
        return { digest, sizeBytes }
      } catch (error) {
        await file.close().catch(() => undefined)
        await rm(temporary, { force: true })
        throw error
      }
    },
    async verify(digest) {
      const hash = createHash('sha256')
      for await (const chunk of createReadStream(pathOf(digest))) hash.update(chunk)
      return `sha256:${hash.digest('hex')}` === digest
    },
  }
}
