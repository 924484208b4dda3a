import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, randomUUID, sign, verify } from 'node:crypto'
import { link, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256 } from '#server/domain/kit/index.ts'
import { keyIdOf, parseVerifierKey, signedNote, verifierKey } from '#server/kernel/ledger/checkpoint.ts'
import type { Checkpoint } from '#server/kernel/ledger/checkpoint.ts'

/** Signs checkpoints. Only the control worker holds one. */
export interface LogSigner {
  origin: string
  verifierKey: string
  sign: (text: string) => string
}

const SPKI_ED25519 = Buffer.from('302a300506032b6570032100', 'hex')

function signerOf(pem: string, origin: string): LogSigner {
  const privateKey = createPrivateKey(pem)
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
  const publicKey = new Uint8Array(spki.subarray(SPKI_ED25519.length))
  const keyId = keyIdOf(sha256, origin, publicKey)
  return {
    origin,
    verifierKey: verifierKey(sha256, origin, publicKey),
    sign: (text) => signedNote(text, origin, keyId, sign(null, Buffer.from(text), privateKey)),
  }
}

export const logKeyPath = (home: string): string => join(home, 'ledger-key.json')

/** Written beside and linked into place: a crash leaves no half of a key, and of two that make one the first wins. */
async function makeKey(path: string): Promise<void> {
  const { privateKey } = generateKeyPairSync('ed25519')
  const made = JSON.stringify({ origin: `countersign/${randomBytes(4).toString('hex')}`, privateKey: privateKey.export({ format: 'pem', type: 'pkcs8' }) })
  const draft = `${path}.${randomUUID()}`
  await writeFile(draft, made, { mode: 0o600, flag: 'wx', flush: true })
  await link(draft, path)
    .catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
    .finally(() => rm(draft, { force: true }))
}

/** The log's key, made at the first start; readable by its owner only. */
export async function loadLogSigner(home: string): Promise<LogSigner> {
  const path = logKeyPath(home)
  const text = await readFile(path, 'utf8').catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    await makeKey(path)
    return readFile(path, 'utf8')
  })
  const kept: { origin: string; privateKey: string } = JSON.parse(text)
  return signerOf(kept.privateKey, kept.origin)
}

/** Whether a checkpoint carries a good signature of the log that a verifier key names. */
export function checkpointIsSigned(checkpoint: Checkpoint, key: string): boolean {
  const verifier = parseVerifierKey(sha256, key)
  if (!verifier || checkpoint.origin !== verifier.name) return false
  const publicKey = createPublicKey({ key: Buffer.concat([SPKI_ED25519, verifier.publicKey]), format: 'der', type: 'spki' })
  return checkpoint.signatures.some(
    (line) =>
      line.name === verifier.name && Buffer.from(line.keyId).equals(verifier.keyId) && verify(null, Buffer.from(checkpoint.text), publicKey, line.signature),
  )
}
