'use client'

import { useState } from 'react'
import type { Upload } from '../ui/file-drop.tsx'
import { digestOfFile } from './digest-of-file.ts'
import { sendBytes, SendError } from './send-bytes.ts'

/** A file chosen, hashed and sent: what FileDrop shows, and what went wrong in a sentence. */
export function useUpload() {
  const [file, setFile] = useState<File | null>(null)
  const [upload, setUpload] = useState<Upload | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const change = (next: Partial<Upload>) => setUpload((before) => (before ? { ...before, ...next } : before))
  const choose = async (chosen: File) => {
    setFile(chosen)
    setProblem(null)
    setUpload({ name: chosen.name, sentBytes: 0, totalBytes: chosen.size })
    const digest = await digestOfFile(chosen).catch(() => null)
    if (digest === null) return setProblem(`${chosen.name} could not be read. Choose it again.`)
    change({ digest })
  }
  const send = async (path: `/api/v1/${string}`): Promise<boolean> => {
    if (!file) return false
    setProblem(null)
    try {
      await sendBytes(path, file, {
        onProgress: ({ sentBytes, totalBytes, secondsLeft }) => change({ sentBytes, totalBytes, ...(secondsLeft === undefined ? {} : { secondsLeft }) }),
      })
      return true
    } catch (error) {
      setProblem(
        error instanceof SendError
          ? [error.message, ...error.errors.map((one) => [one.message, one.fix].filter(Boolean).join(' '))].join(' ')
          : 'The file could not be sent. Try again.',
      )
      return false
    }
  }
  return { file, upload, problem, choose, send }
}
