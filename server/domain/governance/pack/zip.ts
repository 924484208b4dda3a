import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipEntry {
  path: string
  bytes: Uint8Array
}

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const VERSION = 20
const UTF8_NAMES = 0x0800
const DEFLATE = 8

/** Date and time as MS-DOS keeps them, in UTC, to two seconds; years before 1980 have no form. */
function dosTime(at: Date): number {
  const date = ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate()
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1)
  return ((date << 16) | time) >>> 0
}

/** What the header before the bytes and the one in the directory share. */
function sharedHeader(name: Buffer, raw: Uint8Array, packed: Uint8Array, at: Date): Buffer {
  const header = Buffer.alloc(26)
  header.writeUInt16LE(VERSION, 0)
  header.writeUInt16LE(UTF8_NAMES, 2)
  header.writeUInt16LE(DEFLATE, 4)
  header.writeUInt32LE(dosTime(at), 6)
  header.writeUInt32LE(crc32(raw), 10)
  header.writeUInt32LE(packed.length, 14)
  header.writeUInt32LE(raw.length, 18)
  header.writeUInt16LE(name.length, 22)
  return header
}

const word = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value, 0)
  return bytes
}

/** A ZIP archive of a few files, each deflated: below 4 GB and 65,536 entries, so without ZIP64. */
export function zipOf(entries: readonly ZipEntry[], at: Date): Buffer<ArrayBuffer> {
  const body: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const { path, bytes } of entries) {
    const name = Buffer.from(path, 'utf8')
    const packed = deflateRawSync(bytes)
    const header = sharedHeader(name, bytes, packed, at)
    const local = Buffer.concat([word(LOCAL), header, name])
    const made = Buffer.alloc(2)
    made.writeUInt16LE(VERSION, 0)
    directory.push(word(CENTRAL), made, header, Buffer.alloc(10), word(offset), name)
    body.push(local, packed)
    offset += local.length + packed.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(listed.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...body, listed, word(END), end])
}
