'use client'

import { useRef, useState } from 'react'
import type { FileReading } from './read-here.ts'

/** Larger files are read on arrival alone: the page would stand still meanwhile. */
const MOST_READ_BYTES = 64 * 1024 ** 2

/** Reads the chosen file in the browser with the checks of intake, loaded when the first file is chosen. */
export function useFileReading() {
  const [reading, setReading] = useState<FileReading | 'reading' | 'too-large' | null>(null)
  const latest = useRef<File | null>(null)
  const read = async (file: File): Promise<FileReading | null> => {
    latest.current = file
    if (file.size > MOST_READ_BYTES) {
      setReading('too-large')
      return null
    }
    setReading('reading')
    const [{ readHere }, bytes] = await Promise.all([import('./read-here.ts'), file.arrayBuffer().catch(() => null)])
    if (latest.current !== file) return null
    const found = bytes ? readHere(new Uint8Array(bytes)) : null
    setReading(found)
    return found
  }
  return { reading, read }
}
